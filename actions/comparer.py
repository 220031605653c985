"""Two things side by side, as facts: what is the same is said once, what differs is laid in a table; no winner."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.precisions import precision
from knowledge.entities import Formation, Metier
from knowledge.queries import diplomes as requetes
from knowledge.queries import metiers as requetes_metiers
from knowledge.queries.suites import following

Ligne = tuple[str, str, str]


class FormationComparer(Besoin):
    """Two diplomas (of any kind, of one kind) or two jobs side by side; the choice stays with the person."""

    besoin = "formation_comparer"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        rythme = precision(contexte, self.besoin)  # one diploma, at school or with an employer
        if rythme is not None:
            return rythme
        ids = contexte.nommes(slots.DIPLOME)
        if len(ids) < 2:
            ids += [id_ for id_ in contexte.nommes(slots.NIVEAU) if id_ not in ids]
        retenu = contexte.slots.get(slots.DIPLOME)
        if len(ids) == 1 and retenu not in (None, ids[0]):
            ids.insert(0, retenu)
        montres = contexte.slots.get(slots.MONTRES) or []
        if not ids and contexte.slots.get(slots.BESOIN) == self.besoin:  # about the two just compared
            ids = [item["id"] for item in montres if item["entity"] == slots.DIPLOME][:2]
        metiers = [m for id_ in contexte.nommes(slots.METIER)[:2] if (m := contexte.base.get(Metier, id_))]
        if len(ids) < 2 and len(metiers) == 2:
            return deux_metiers(contexte, metiers[0], metiers[1])
        fiches = [f for id_ in ids[-2:] if (f := requetes.describe(contexte.base, id_))]
        if len(fiches) < 2 or fiches[0].id == fiches[1].id:
            return contexte.reponse("utter_comparer_quoi")
        return _deux_formations(contexte, fiches[0], fiches[1])


def deux_metiers(contexte: Contexte, a: Metier, b: Metier) -> Reponse:
    """Return two jobs side by side: what one does, then the facts that differ."""
    lignes = [
        (contexte.dire(f"utter_comparer_{key}"), gauche or "–", droite or "–")
        for key, gauche, droite in (
            ("niveau", _entree(contexte, a), _entree(contexte, b)),
            ("salaire", _salaire(contexte, a), _salaire(contexte, b)),
            ("conditions", a.conditions, b.conditions),
            ("qualites", ", ".join(a.qualites), ", ".join(b.qualites)),
        )
    ]
    nommes = rendu.liste([rendu.metier(contexte, m) for m in (a, b)])
    table = _table(contexte, a.masculin, b.masculin, lignes)
    reponse = contexte.reponse("utter_comparer_metiers", liste=nommes, table=table)
    reponse.boutons = [*_chemins(contexte, a, b), *reponse.boutons]
    reponse.carte = _carte(a.masculin, b.masculin, lignes)
    reponse.sources = [a.source, b.source]
    return reponse


def _deux_formations(contexte: Contexte, a: requetes.Fiche, b: requetes.Fiche) -> Reponse:
    toutes = [
        (contexte.dire(f"utter_comparer_{key}"), gauche or "–", droite or "–")
        for key, gauche, droite in (
            ("contenu", _contenu(contexte, a), _contenu(contexte, b)),
            ("niveau", rendu.niveau(contexte, a.niveau), rendu.niveau(contexte, b.niveau)),
            ("duree", a.duree, b.duree),
            ("admission", a.admission, b.admission),
            ("alternance", a.alternance, b.alternance),
            ("metiers_vises", _metiers(contexte, a), _metiers(contexte, b)),
            ("suites", _suites(contexte, a), _suites(contexte, b)),
        )
    ]
    lignes = [ligne for ligne in toutes if ligne[1] != ligne[2]] or toutes
    pareil = [
        contexte.dire("utter_comparer_ligne", titre=titre, valeur=gauche)
        for titre, gauche, droite in toutes
        if gauche == droite != "–"
    ]
    commun = contexte.dire("utter_comparer_pareil", pareil=rendu.liste(pareil)) if pareil else ""
    finis = [
        contexte.dire("utter_diplome_remplace", nom=f.nom, nouveau=f.remplace_par, depuis=f.depuis)
        for f in (a, b)
        if f.remplace_par and f.depuis
    ]
    table = _table(contexte, a.nom, b.nom, lignes)
    reponse = contexte.reponse("utter_comparer", table=table, commun="\n\n".join([*finis, commun]))
    reponse.boutons = [
        bouton
        for fiche in (a, b)
        for bouton in contexte.boutons("utter_comparer_une", nom=_court(fiche.nom), diplome=fiche.id)
    ] + reponse.boutons
    reponse.carte = _carte(a.nom, b.nom, lignes)
    reponse.sources = [*a.sources[:2], *b.sources[:2]]
    return reponse


def _table(contexte: Contexte, a: str, b: str, lignes: list[Ligne]) -> str:
    head = (contexte.dire("utter_comparer_nom"), a, b)
    rows = ["| " + " | ".join(cell.replace("|", "/") for cell in ligne) + " |" for ligne in (head, *lignes)]
    return "\n".join([rows[0], "|---|---|---|", *rows[1:]])


def _carte(a: str, b: str, lignes: list[Ligne]) -> dict[str, object]:
    return {"type": "comparaison", "colonnes": [a, b], "lignes": [list(ligne) for ligne in lignes]}


def _contenu(contexte: Contexte, fiche: requetes.Fiche) -> str:
    """Return the first sentence of what is learnt."""
    first = fiche.description.split(". ")[0].rstrip(".")
    return f"{first}." if first else ""


def _metiers(contexte: Contexte, fiche: requetes.Fiche) -> str:
    if contexte.base.get(Formation, fiche.id) is None:
        return ""  # a type of diploma leads to hundreds: three would say nothing
    return ", ".join(m.masculin for m in requetes_metiers.leading_from(contexte.base, fiche.id)[:3])


def _suites(contexte: Contexte, fiche: requetes.Fiche) -> str:
    return " ; ".join(rendu.suite_courte(suite) for suite in following(contexte.base, fiche.id)[:3])


def _entree(contexte: Contexte, metier: Metier) -> str:
    return rendu.niveau(contexte, min(metier.niveaux, default=None))


def _salaire(contexte: Contexte, metier: Metier) -> str:
    paye = requetes_metiers.beginners_pay(contexte.base, metier.id)
    return rendu.salaire(contexte, paye) if paye else contexte.dire("utter_comparer_inconnu")


def _chemins(contexte: Contexte, a: Metier, b: Metier) -> list[dict[str, str]]:
    return [
        bouton
        for metier in (a, b)
        for bouton in contexte.boutons("utter_comparer_chemin", nom=_court(metier.masculin), metier=metier.id)
    ]


def _court(name: str) -> str:
    """Return a name that fits on a button after a few words."""
    return name if len(name) <= 40 else name[:39].rsplit(" ", 1)[0].rstrip(" ,:-") + " …"
