"""Pathways put into lines: where one starts and goes, each route and each rung. Sentences are in data/responses."""

from __future__ import annotations

from actions import rendu, slots
from actions.contexte import Contexte
from knowledge.pathways import But, Contraintes, Etape, Parcours, Refus, Route

_WISHES = ("sans_mobilite", "en_emploi", "temps_partiel")
_SAID = 8  # as many as the card may hold
_FREE_ENTRY = ("tres-courant", "courant")
_SPECIAL = ("passerelle", "vae", "reprise", "concours")
_FEMININE = ("licence", "prépa", "classe", "mention", "spécialité")
_SITES = frozenset({"Parcoursup", "Affelnet", "Mon Master"})  # the way in says it already
_SETTLED = ("en-cours", "contrat")
_VOWELS = "aeiouyhéèêàâîôûœAEIOUYHÉÈÊ"


def depuis(contexte: Contexte, depart: str, nom: str) -> str:
    """Return where one starts from: « depuis la 3e », « avec un BTS Électrotechnique »."""
    key = f"utter_parcours_depuis_{depart.partition('+')[0]}"
    if contexte.phrases.has(key):
        return contexte.dire(key)
    return contexte.dire(f"utter_parcours_depuis_{'feminin' if _is_feminine(nom) else 'masculin'}", depart=nom)


def vers(contexte: Contexte, but: But) -> str:
    """Return where one goes: « au métier d'électricienne », « au BTS Électrotechnique », « à la licence Droit »."""
    metier = but.metier is not None or but.label.startswith("ingénieur")
    if not metier and but.filiere and not but.formations and len(but.types) > 1:
        return contexte.dire("utter_parcours_vers_domaine", but=but.label)
    vowel = but.label[:1] in _VOWELS
    if metier:
        return contexte.dire(
            "utter_parcours_vers_metier_voyelle" if vowel else "utter_parcours_vers_metier", but=but.label
        )
    if vowel:
        return contexte.dire("utter_parcours_vers_voyelle", but=but.label)
    return contexte.dire(f"utter_parcours_vers_{'feminin' if _is_feminine(but.label) else 'masculin'}", but=but.label)


def _is_feminine(name: str) -> bool:
    return name.split(" ", maxsplit=1)[0].lower() in _FEMININE


def dit(contexte: Contexte, souhaits: Contraintes) -> list[str]:
    """Return what was asked of the pathway, for the printed sheet; nothing on health, which the sheet never tells."""
    said = [contexte.dire(f"utter_parcours_dit_{souhaits.rythme}")] if souhaits.rythme else []
    if souhaits.annees_max is not None:
        said.append(contexte.dire("utter_parcours_dit_annees", annees=rendu.annees(contexte, souhaits.annees_max)))
    said += [contexte.dire("utter_parcours_dit_sans", quoi=word) for word in souhaits.sans]
    said += [contexte.dire(f"utter_parcours_dit_{wish}") for wish in _WISHES if getattr(souhaits, wish)]
    place = rendu.lieu(contexte, contexte.chose(slots.LIEU))
    if place is not None:
        said.append(contexte.dire("utter_parcours_dit_lieu", lieu=place.nom))
    return said[:_SAID]


def route(contexte: Contexte, rang: int, item: Route) -> str:
    """Return a route as a numbered paragraph: its title, its rungs, what to watch."""
    titre = contexte.dire(f"utter_rendu_route_{item.titre}", annees=rendu.annees(contexte, item.annees))
    last = len(item.etapes) - 1
    lines = "\n".join(f"   - {_etape(contexte, e, item, n == last)}" for n, e in enumerate(item.etapes))
    watch = " ".join(contexte.dire(f"utter_rendu_attention_{key}") for key in item.attentions)
    return f"{rang}. {titre}\n{lines}" + (f"\n   {watch}" if watch else "")


def _etape(contexte: Contexte, etape: Etape, item: Route, last: bool) -> str:
    """Return one rung: diploma, level, years, way in, rhythm, condition when it matters, where one may stop."""
    signed = item.genre == "apprentissage" and etape.apprentissage and etape.admission != "en-cours"
    admission = contexte.dire(f"utter_rendu_admission_{'contrat' if signed else etape.admission}")
    values = {"diplome": etape.label, "annees": rendu.annees(contexte, etape.annees), "admission": admission}
    if etape.niveau:
        parts = [contexte.dire("utter_rendu_etape", niveau=rendu.niveau(contexte, etape.niveau), **values)]
    else:
        parts = [contexte.dire("utter_rendu_etape_classe", **values)]
    if not signed and item.genre == "scolaire" and etape.alternance == "oui" and etape.admission not in _SETTLED:
        parts.append(contexte.dire("utter_rendu_etape_alternance"))
    condition = _condition(etape)
    if condition:
        parts.append(contexte.dire("utter_rendu_etape_condition", condition=condition))
    if etape.sortie and not last:
        parts.append(contexte.dire("utter_rendu_etape_sortie"))
    return " ".join(parts)


def _condition(etape: Etape) -> str:
    """Return the condition of a rung when it says more than its way in, as the end of a sentence."""
    usual = etape.frequence in _FREE_ENTRY and etape.nature not in _SPECIAL
    if not etape.condition or usual or etape.admission == "en-cours":
        return ""
    said = [part for part in etape.condition.split(" ; ") if part.strip(".") not in _SITES]
    text = " ; ".join(said)
    first = text.split(" ")[0]
    return text if first.isupper() or first in _SITES | {"Mon"} else text[:1].lower() + text[1:]


def ouverture(contexte: Contexte, trouve: Parcours, depart: str, but: But, connu: bool, haut: bool) -> str:
    """Return the first sentence: one way or several, or as far as one can go; from where, to where."""
    chemin = {"vers": vers(contexte, but), "depuis": depuis(contexte, depart, trouve.depart), "but": but.label}
    if haut:
        return contexte.dire("utter_parcours_haut", **chemin)
    if trouve.deja:
        return contexte.dire("utter_parcours_deja_metier", **chemin)
    if not connu:
        return contexte.dire("utter_parcours_sans_depart", **chemin)
    return contexte.dire("utter_parcours" if len(trouve.routes) > 1 else "utter_parcours_un", **chemin)


def refus(contexte: Contexte, item: Refus) -> str:
    """Return why a way is not proposed, and the way through it when there is one."""
    values = {
        "quoi": item.quoi,
        "ecart": rendu.annees(contexte, item.ecart),
        "remplace": item.remplace or contexte.dire("utter_parcours_pourquoi_autre"),
    }
    lines = [contexte.dire(f"utter_parcours_pourquoi_{key}", **values) for key in item.raisons]
    if item.route is not None:
        lines.append(route(contexte, 1, item.route))
    return "\n\n".join(lines)
