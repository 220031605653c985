"""Jobs: what they are, how to get there, what they pay, whether they hire, how they feel."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.parcours import chemin
from knowledge.entities import Filiere, Metier
from knowledge.pathways import lire_but
from knowledge.pathways.goals import but_domaine
from knowledge.queries import campus as requetes_campus
from knowledge.queries import metiers as requetes
from knowledge.queries.dispositifs import minimum_wage


class MetierDecouverte(Besoin):
    """What a job is; two jobs named are told one after the other."""

    besoin = "metier_decouverte"

    def repondre(self, contexte: Contexte) -> Reponse:
        metiers = [m for id_ in contexte.nommes(slots.METIER)[:2] if (m := contexte.base.get(Metier, id_))]
        if not metiers:
            return self._sans_metier(contexte)
        textes = [_fiche(contexte, metier) for metier in metiers]
        boutons = contexte.boutons("utter_metier_fiche", metier=metiers[0].id)
        carte = rendu.carte_metier(contexte, metiers[0]) if len(metiers) == 1 else None
        return Reponse("\n\n".join(textes), boutons, carte, [m.source for m in metiers])

    def _sans_metier(self, contexte: Contexte) -> Reponse:
        known = contexte.base.get(Metier, contexte.slots.get(slots.METIER))
        domaines = contexte.nommes(slots.DOMAINE)
        if known is not None and not domaines:
            boutons = contexte.boutons("utter_metier_fiche", metier=known.id)
            return Reponse(_fiche(contexte, known), boutons, rendu.carte_metier(contexte, known), [known.source])
        if domaines:
            return idees_du_domaine(contexte, domaines[0])
        return contexte.reponse("utter_metier_lequel")


class MetierDevenir(Besoin):
    """The pathway question: from where the person stands to the job, field or diploma named."""

    besoin = "metier_devenir"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        return chemin(contexte)


class MetierSalaire(Besoin):
    """What a job pays a beginner, as its source publishes it; without a figure, the legal floor and where to look."""

    besoin = "metier_salaire"

    def repondre(self, contexte: Contexte) -> Reponse:
        smic = minimum_wage(contexte.base)
        plancher = contexte.dire("utter_smic", montant=smic.montant) if smic else contexte.dire("utter_smic_inconnu")
        sources = [smic.source] if smic else []
        metier = contexte.base.get(Metier, contexte.chose(slots.METIER))
        if metier is None:
            return Reponse(
                contexte.dire("utter_metier_salaire", plancher=plancher),
                contexte.boutons("utter_metier_salaire"),
                None,
                sources,
            )
        paye = requetes.beginners_pay(contexte.base, metier.id)
        key = "utter_metier_salaire_connu" if paye else "utter_metier_salaire_nomme"
        texte = contexte.dire(
            key,
            metier=contexte.dit(slots.METIER, metier.masculin),
            salaire=rendu.salaire(contexte, paye) if paye else "",
            precision=f" ({paye.releve})" if paye and paye.releve else "",
            plancher=plancher,
        )
        boutons = contexte.boutons("utter_metier_salaire_nomme", metier=metier.id)
        return Reponse(texte, boutons, None, [*([paye.source] if paye else []), *sources])


class MetierDebouches(Besoin):
    """Whether a job or a field hires: what is known of it, and where the figures of a place are."""

    besoin = "metier_debouches"

    def repondre(self, contexte: Contexte) -> Reponse:
        metier = contexte.base.get(Metier, contexte.chose(slots.METIER))
        filiere = contexte.base.get(Filiere, metier.filiere) if metier else _filiere(contexte)
        if filiere is None:
            return contexte.reponse("utter_metier_debouches")
        sujet = contexte.dit(slots.METIER, metier.masculin) if metier else contexte.dit(slots.DOMAINE, filiere.nom)
        connu = [_perspectives(contexte, metier, sujet)] if metier and metier.perspectives else []
        concernes = requetes_campus.find(contexte.base, filiere=filiere.id)[:1]
        campus = "".join(f" : {rendu.campus(contexte, item)}" for item in concernes) or "."
        ou_lire = contexte.dire("utter_metier_debouches_filiere", sujet=sujet, filiere=filiere.nom, campus=campus)
        texte = "\n\n".join([*connu, ou_lire])
        boutons = contexte.boutons("utter_metier_debouches_filiere", domaine=filiere.id)
        sources = [*(["rome-4"] if connu else []), *(c.sources[0] for c in concernes if c.sources)]
        return Reponse(texte, boutons, None, sources)


class MetierConditions(Besoin):
    """Hours, effort, qualities; limits of health are answered with whom to ask, never with a verdict."""

    besoin = "metier_conditions"

    def repondre(self, contexte: Contexte) -> Reponse:
        metier = contexte.base.get(Metier, contexte.chose(slots.METIER))
        if metier is None or not metier.conditions:
            return contexte.reponse("utter_metier_conditions")
        texte = contexte.dire(
            "utter_metier_conditions_nomme",
            metier=contexte.dit(slots.METIER, metier.masculin),
            conditions=metier.conditions,
            qualites=", ".join(metier.qualites),
        )
        boutons = contexte.boutons("utter_metier_conditions_nomme", metier=metier.id)
        return Reponse(texte, boutons, None, [metier.source])


def _perspectives(contexte: Contexte, metier: Metier, sujet: str) -> str:
    """Return the outlook of a job, and the transitions that the national nomenclature says it takes part in."""
    fiche = requetes.rome_sheet(contexte.base, metier)
    marques = [
        contexte.dire(f"utter_metier_{marque}")
        for marque in ("ecologie", "numerique", "demographie", "reglemente")
        if fiche and getattr(fiche, marque)
    ]
    return contexte.dire(
        "utter_metier_perspectives", metier=sujet, perspectives=" ".join([metier.perspectives, *marques])
    )


def idees_du_domaine(contexte: Contexte, domaine: str) -> Reponse:
    """Return a few jobs of a field, from the shortest studies to the longest."""
    metiers = requetes.of_field(contexte.base, domaine)
    if not metiers:
        return contexte.reponse("utter_metier_lequel")
    lignes = [rendu.metier(contexte, m) for m in requetes.spread(metiers, 4)]
    but = but_domaine(contexte.base, domaine)
    nom = contexte.dit(slots.DOMAINE, but.label if but else domaine)
    texte = contexte.dire("utter_metier_domaine", domaine=nom, liste=rendu.liste(lignes))
    return Reponse(texte, contexte.boutons("utter_metier_domaine"), None, [metiers[0].source])


def _fiche(contexte: Contexte, metier: Metier) -> str:
    nom = contexte.dit(slots.METIER, metier.masculin) if len(contexte.nommes(slots.METIER)) < 2 else metier.masculin
    return contexte.dire(
        "utter_metier_fiche",
        metier=nom[:1].upper() + nom[1:],
        description=metier.description,
        conditions=metier.conditions,
        acces=metier.acces,
    )


def _filiere(contexte: Contexte) -> Filiere | None:
    but = lire_but(contexte.base, contexte.texte)
    return contexte.base.get(Filiere, but.filiere) if but else None
