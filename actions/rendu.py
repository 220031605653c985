"""From facts to lines: the pieces answers are assembled from. Sentences come from `data/responses/rendu.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.contexte import Contexte
from knowledge.entities import Campus, Diplome, Dispositif, Echeance, Filiere, Formation, Lieu, Metier, Salaire
from knowledge.names import label
from knowledge.pathways import Etape, Parcours, Route
from knowledge.queries.calendriers import dated_steps
from knowledge.queries.suites import Suite

_CELLULE = 45  # letters of a speciality that a cell of a table can hold


def nombre(value: float) -> str:
    """Return a number as French writes it: « 3 », « 1,5 »."""
    return f"{value:g}".replace(".", ",")


def annees(contexte: Contexte, value: float) -> str:
    """Return a length: « 1 an », « 3 ans », « 6 mois », « 3 ans et 3 mois »."""
    entiers, mois = divmod(round(value * 12), 12)
    if not mois:
        return contexte.dire("utter_rendu_an" if entiers <= 1 else "utter_rendu_ans", n=str(entiers))
    if not entiers:
        return contexte.dire("utter_rendu_mois", n=str(mois))
    debut = contexte.dire("utter_rendu_an" if entiers == 1 else "utter_rendu_ans", n=str(entiers))
    return contexte.dire("utter_rendu_ans_et_mois", ans=debut, n=str(mois))


def niveau(contexte: Contexte, value: int | None) -> str:
    """Return a level said plainly: « niveau 5 (bac + 2) »."""
    return contexte.dire(f"utter_rendu_niveau_{value}") if value else ""


def nom_formation(contexte: Contexte, formation: Formation) -> str:
    """Return a formation's full name."""
    types = {d.id: d for d in contexte.base.all(Diplome)}
    return label(formation, types)


def nom(contexte: Contexte, id_: str | None) -> str:
    """Return the name of anything in the base that a pathway may name."""
    formation = contexte.base.get(Formation, id_)
    if formation is not None:
        return nom_formation(contexte, formation)
    diplome = contexte.base.get(Diplome, id_)
    return (diplome.sigle or diplome.nom) if diplome else ""


def suite(contexte: Contexte, item: Suite) -> str:
    """Return one line on what may follow: the diploma or its specialities, how long, how usual, on what condition."""
    un = f"{item.nom} {item.noms[0]}" if len(item.noms) == 1 == item.total else item.nom
    autres = item.total - len(item.noms)
    noms = " ; ".join(item.noms) if item.total > 1 else ""
    if noms and autres:
        noms += " " + contexte.dire("utter_formation_suite_autre" + "s" * (autres > 1), n=autres)
    return contexte.dire(
        "utter_formation_suite_noms" if noms else "utter_formation_suite",
        nom=un,
        noms=noms,
        annees=annees(contexte, item.annees),
        frequence=contexte.dire(f"utter_frequence_{item.frequence}"),
        condition=item.condition.rstrip("."),
    )


def suite_courte(item: Suite) -> str:
    """Return what may follow in a few words, for a cell of a table."""
    return f"{item.nom} {item.noms[0]}" if item.noms and len(item.noms[0]) <= _CELLULE else item.nom


def duree(contexte: Contexte, formation: Formation | None) -> str:
    """Return the length of a formation; empty when it is not known."""
    return annees(contexte, formation.annees) if formation is not None and formation.annees else ""


def etablissement(contexte: Contexte, nom: str, ville: str, km: float) -> str:
    """Return one line on a school near a town."""
    if round(km) == 0:
        return contexte.dire("utter_rendu_etablissement", nom=nom, ville=ville)
    return contexte.dire("utter_rendu_etablissement_km", nom=nom, ville=ville, km=round(km))


def ville(name: str) -> str:
    """Return the name of a town as it is written, when a list has it in capitals."""
    return name.title() if name.isupper() else name


def liste(lines: list[str]) -> str:
    """Return a Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def dispositif(contexte: Contexte, item: Dispositif) -> str:
    """Return one line on an aid or a service, with its doubt when it was not checked."""
    detail = " — ".join(part for part in (item.description, item.montant, item.contact) if part)
    said = item.verifie or detail.endswith("à vérifier)")  # an amount may tell its own doubt
    key = "utter_rendu_dispositif" if said else "utter_rendu_dispositif_a_verifier"
    return contexte.dire(key, nom=item.nom, detail=detail)


def campus(contexte: Contexte, item: Campus) -> str:
    """Return one line on a campus: name, places, field, contact with its date."""
    filiere = contexte.base.get(Filiere, item.filiere)
    ou = ", ".join(item.villes) or item.region
    excellence = contexte.dire("utter_rendu_excellence") if item.categorie == "excellence" else ""
    line = contexte.dire(
        "utter_rendu_campus",
        nom=item.nom,
        excellence=excellence,
        ou=ou,
        region=item.region,
        filiere=filiere.nom if filiere else "",
    )
    return f"{line} {contact(contexte, item)}".strip()


def contact(contexte: Contexte, item: Campus) -> str:
    """Return how to reach a campus, with the date of what is known."""
    details = item.contact or {}
    reach = " ; ".join(str(details[key]) for key in ("email", "telephone") if details.get(key))
    if reach:
        date = str(details.get("date", ""))[:4]
        return contexte.dire("utter_rendu_contact_date", contact=reach, date=date)
    return contexte.dire("utter_rendu_contact_site", site=item.site) if item.site else ""


def carte_campus(item: Campus) -> dict[str, Any]:
    """Return the `campus` card."""
    return {
        "type": "campus",
        "nom": item.nom,
        "region": item.region,
        "villes": list(item.villes),
        "excellence": item.categorie == "excellence",
        "resume": item.resume,
        "site": item.site,
        "contact": item.contact or {},
        "formations": list(item.formations),
    }


def carte_metier(contexte: Contexte, item: Metier) -> dict[str, Any]:
    """Return the `metier` card."""
    return {
        "type": "metier",
        "masculin": item.masculin,
        "feminin": item.feminin,
        "description": item.description,
        "niveaux": list(item.niveaux),
        "qualites": list(item.qualites),
        "conditions": item.conditions,
        "formations": [name for f in item.formations if (name := nom(contexte, f))],
        "proches": [m.masculin for p in item.proches if (m := contexte.base.get(Metier, p))],
    }


def metier(contexte: Contexte, item: Metier) -> str:
    """Return one line on a job, in both genders where they differ."""
    noms = item.masculin if item.masculin == item.feminin else f"{item.masculin} / {item.feminin}"
    return contexte.dire("utter_metier_ligne", metier=noms, description=item.description)


def euros(value: float) -> str:
    """Return an amount as French writes it: « 1 823,03 », « 2 100 »."""
    text = f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    return text.replace(",", "\u202f").replace(".", ",")


def salaire(contexte: Contexte, item: Salaire) -> str:
    """Return what a beginner earns, as its source gives it: one figure, a range, or « from the Smic »."""
    low, high = item.brut_min, item.brut_max
    if item.des_le_smic:
        key = "utter_rendu_salaire_du_smic" if high else "utter_rendu_salaire_smic"
        return contexte.dire(key, haut=euros(high or 0))
    if low == high:
        return contexte.dire("utter_rendu_salaire_un", bas=euros(low or 0))
    return contexte.dire("utter_rendu_salaire_entre", bas=euros(low or 0), haut=euros(high or 0))


def _admission(etape: Etape, mode: str) -> str:
    """Return the key of how a rung is entered: what is under way is finished, an apprenticeship is signed."""
    return "contrat" if mode == "apprentissage" and etape.admission != "en-cours" else etape.admission


def etapes(contexte: Contexte, route: Route) -> list[str]:
    """Return the rungs of a route, one line each."""
    lines = []
    for etape in route.etapes:
        mode = "apprentissage" if route.genre == "apprentissage" and etape.apprentissage else "scolaire"
        ou = contexte.dire(f"utter_rendu_admission_{_admission(etape, mode)}")
        lines.append(
            contexte.dire(
                "utter_rendu_etape",
                diplome=etape.label,
                niveau=niveau(contexte, etape.niveau),
                annees=annees(contexte, etape.annees),
                admission=ou,
            ).replace(" ()", "")
        )
    return lines


def route(contexte: Contexte, rang: int, item: Route) -> str:
    """Return a route as a numbered paragraph with its rungs."""
    titre = contexte.dire(f"utter_rendu_route_{item.genre}", rang=rang, annees=annees(contexte, item.annees))
    lines = "\n".join(f"   - {line}" for line in etapes(contexte, item))
    watch = " ".join(contexte.dire(f"utter_rendu_attention_{key}") for key in item.attentions)
    return f"{rang}. {titre}\n{lines}" + (f"\n   {watch}" if watch else "")


def carte_parcours(
    contexte: Contexte, item: Parcours, dit: Sequence[str] = (), proche: Campus | None = None
) -> dict[str, Any]:
    """Return the `parcours` card: the routes for drawing; what was asked, campus and dates for the printed sheet."""
    dates = [
        {"titre": step.titre, "debut": step.debut, **({"fin": step.fin} if step.fin else {})}
        for step in prochaines_dates(contexte, item)
    ]
    return {
        "type": "parcours",
        "depart": item.depart,
        "but": item.but,
        **({"dit": list(dit)} if dit else {}),
        **({"campus": campus(contexte, proche).replace("**", "")} if proche else {}),
        **({"dates": dates} if dates else {}),
        "routes": [
            {
                "genre": r.genre,
                "annees": r.annees,
                "etapes": [
                    {
                        "diplome": e.label,
                        "niveau": e.niveau,
                        "annees": e.annees,
                        "admission": e.admission_texte,
                        "apprentissage": e.apprentissage,
                        "condition": e.condition,
                        "sortie": e.sortie,
                    }
                    for e in r.etapes
                ],
            }
            for r in item.routes
        ],
    }


def prochaines_dates(contexte: Contexte, item: Parcours) -> list[Echeance]:
    """Return the dated steps of the requests to make within the year, on the routes of a pathway."""
    return dated_steps(contexte.base, [site for route in item.routes if (site := _prochaine_demande(route))])


def _prochaine_demande(route: Route) -> str | None:
    """Return the procedure that a route goes through within the year; None when it comes later, or is none."""
    attente = 0.0
    for etape in route.etapes:
        if etape.admission != "en-cours":
            return etape.admission if attente <= 1 else None
        attente += etape.annees
    return None


def lieu(contexte: Contexte, id_: str | None) -> Lieu | None:
    """Return a place of the base."""
    return contexte.base.get(Lieu, id_)
