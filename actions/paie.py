"""Pay, for several needs: an apprentice's legal floor by age and year, what the jobs of a diploma pay, the SMIC."""

from __future__ import annotations

import re

from actions import rendu, slots
from actions.contexte import Contexte, Reponse
from knowledge.entities import Dispositif, Formation, Metier
from knowledge.queries import diplomes
from knowledge.queries import metiers as requetes
from knowledge.queries.dispositifs import apprentice_pay, minimum_wage
from knowledge.text import fold, words

_AGE = re.compile(
    r"\b(1[4-9]|2\d|3\d)\s*(?:ans?\b|piges\b|balais\b)|\b(?:j'?|on |elle |il )aura[is]? (1[4-9]|2\d|3\d)\b"
)
_ANNEE = (
    (1, re.compile(r"\b(?:1re|1ere|1er|premiere)\s+an")),
    (
        2,
        re.compile(
            r"\b(?:2e|2eme|2nde|deuxieme|seconde)\s+an|\bannee (?:d'apres|suivante)\b|\b(?:an|annee) prochaine?\b"
        ),
    ),
    (3, re.compile(r"\b(?:3e|3eme|troisieme|derniere)\s+an")),
)
_PAIE = re.compile(r"\b(?:salaires?|gagne\w*|paye\w*|paie|touche\w*|remuner\w*)\b")
_ARGENT = re.compile(r"\b(?:argent|des sous|thunes?|fric|salaires?|gagne\w*|touche\w*)\b")
_AGE_SEUL = re.compile(
    r"(?:et |ok |mais )?(?:si (?:j|on|il|elle) (?:ai|a) )?(?:a )?\d\d ans?(?: (?:alors|par exemple))?"
)
_MONTRES = 4  # jobs told of one diploma
_LAST_AGES = (17, 20, 25)  # the last age of each band but the last


def salaire_apprenti(contexte: Contexte) -> Reponse:
    """Return the least pay: one amount when age and year are said, else a table of what is not said."""
    bandes = apprentice_pay(contexte.base)
    if not bandes:
        return contexte.reponse("utter_alternance_salaire_inconnu")
    plain = contexte.ecrit
    dit = _AGE.search(plain)
    annee = next((rang for rang, pattern in _ANNEE if pattern.search(plain)), None)
    if dit:
        bandes = [bandes[sum(int(dit[1] or dit[2]) > last for last in _LAST_AGES)]]
    pay = bandes[0].smic_part or {}
    if dit and annee:
        valeurs = {
            "age": pay["age"],
            "rang": contexte.dire(f"utter_paie_rang_{annee}"),
            "euros": rendu.euros(pay["euros"][annee - 1]),
            "part": pay["parts"][annee - 1],
            "annee": pay["annee"],
        }
        reponse = contexte.reponse("utter_alternance_salaire_un", **valeurs)
    else:
        reponse = contexte.reponse("utter_alternance_salaire", annee=pay["annee"], table=_table(contexte, bandes))
    reponse.sources = [bande.source for bande in bandes]
    return reponse


def autre_age(contexte: Contexte) -> Reponse | None:
    """Return an apprentice's pay at another age, when only an age is said after it: « et à 23 ans ? »."""
    seul = _AGE_SEUL.fullmatch(" ".join(words(contexte.texte)))
    if seul is None or contexte.slots.get(slots.BESOIN) != "alternance_salaire":
        return None
    reponse = salaire_apprenti(contexte)
    reponse.memoire[slots.BESOIN] = "alternance_salaire"
    return reponse


def _table(contexte: Contexte, bandes: list[Dispositif]) -> str:
    rows = [f"| {contexte.dire('utter_paie_annees')} |", "|---|---|---|---|"]
    for bande in bandes:
        pay = bande.smic_part or {}
        cells = [
            contexte.dire("utter_paie_case", euros=rendu.euros(euros), part=part)
            for part, euros in zip(pay["parts"], pay["euros"], strict=True)
        ]
        rows.append(f"| {pay['age']} | {' | '.join(cells)} |")
    return "\n".join(rows)


def salaire_apres(contexte: Contexte, id_: str) -> Reponse:
    """Return what the jobs of a diploma pay: a diploma has no salary of its own."""
    plancher, sources = plancher_legal(contexte)
    formation = contexte.base.get(Formation, id_)
    metiers = requetes.leading_from(contexte.base, id_) if formation else []
    lignes, lues = lignes_payees(contexte, metiers)
    nom = rendu.nom(contexte, id_) or diplomes.name(contexte.base, id_)
    key = "utter_salaire_apres" if lignes else "utter_salaire_apres_sans"
    reponse = contexte.reponse(key, formation=nom, liste=rendu.liste(lignes), plancher=plancher, diplome=id_)
    reponse.sources = [*lues, *sources]
    return reponse


def lignes_payees(contexte: Contexte, metiers: list[Metier]) -> tuple[list[str], list[str]]:
    """Return a line for each of the first jobs whose pay is published, and the sources."""
    payes = [(m, p) for m in metiers if (p := requetes.beginners_pay(contexte.base, m.id))][:_MONTRES]
    lignes = [
        contexte.dire("utter_salaire_un", metier=m.masculin, salaire=rendu.salaire(contexte, p)) for m, p in payes
    ]
    return lignes, [p.source for _, p in payes]


def plancher_legal(contexte: Contexte) -> tuple[str, list[str]]:
    """Return what nobody may be paid less than, and its source."""
    smic = minimum_wage(contexte.base)
    if smic is None:
        return contexte.dire("utter_smic_inconnu"), []
    return contexte.dire("utter_smic", montant=smic.montant), [smic.source]


def parle_d_argent(texte: str) -> bool:
    """Tell whether a message asks, in a word, if there is money in it: « et il y a de l'argent au moins ? »."""
    return bool(_ARGENT.search(fold(texte)))


def parle_de_paie(texte: str) -> bool:
    """Tell whether a message asks what one earns."""
    return bool(_PAIE.search(fold(texte)))
