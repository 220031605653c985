"""Jobs: what they are, how to get there, whether they hire, how they feel. What they pay is in `salaires.py`."""

from __future__ import annotations

from actions import fil, rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.choisir import metier_decrit
from actions.comparer import deux_metiers
from actions.devenir import devenir
from actions.ou import cherche_une_ecole, ou_se_former
from actions.parcours import chemin
from actions.sante import parle_de_sante
from knowledge.entities import Filiere, Formation, Metier
from knowledge.pathways import lire_but
from knowledge.pathways.goals import but_domaine
from knowledge.queries import campus as requetes_campus
from knowledge.queries import diplomes
from knowledge.queries import metiers as requetes


class MetierDecouverte(Besoin):
    """What a job is; two jobs named are laid side by side."""

    besoin = "metier_decouverte"

    def repondre(self, contexte: Contexte) -> Reponse:
        metiers = [m for id_ in contexte.nommes(slots.METIER)[:2] if (m := contexte.base.get(Metier, id_))]
        if len(metiers) == 2:
            return deux_metiers(contexte, metiers[0], metiers[1])
        domaines = contexte.nommes(slots.DOMAINE)
        if not metiers and domaines:
            return idees_du_domaine(contexte, domaines[0])
        decrit = metier_decrit(contexte) if not metiers else None
        if decrit is not None:
            return decrit
        connu = metiers[0] if metiers else contexte.base.get(Metier, contexte.slots.get(slots.METIER))
        return _fiche(contexte, connu) if connu else contexte.reponse("utter_metier_lequel")


class MetierDevenir(Besoin):
    """The pathway question: from where the person stands to the job, field or diploma named."""

    besoin = "metier_devenir"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        ici = contexte.nommes(slots.LIEU) and not contexte.texte.startswith("/")
        if ici and contexte.nommes(slots.METIER) and cherche_une_ecole(contexte.texte):
            return ou_se_former(contexte)  # « quelle école pour devenir infirmière à Rennes » asks where
        reponse = chemin(contexte)
        if parle_de_sante(contexte.ecrit):
            reponse.texte += "\n\n" + contexte.dire("utter_metier_sante")
            reponse.boutons = [*reponse.boutons[:3], *contexte.boutons("utter_metier_sante")]
        return reponse


class MetierDebouches(Besoin):
    """Whether a job or a field hires: its outlook, what is published on its trainings, where local figures are."""

    besoin = "metier_debouches"

    def repondre(self, contexte: Contexte) -> Reponse:
        metier = contexte.base.get(Metier, contexte.chose(slots.METIER))
        filiere = contexte.base.get(Filiere, metier.filiere) if metier else _filiere(contexte)
        if filiere is None:
            return contexte.reponse("utter_metier_debouches")
        sujet = contexte.dit(slots.METIER, metier.masculin) if metier else contexte.dit(slots.DOMAINE, filiere.nom)
        morceaux, sources = [], []
        if metier and metier.perspectives:
            morceaux, sources = [_perspectives(contexte, metier, sujet)], [metier.source]
        formation = _formation_suivie(contexte, metier)
        if formation is not None:
            publie, lues = devenir(contexte, formation)
            nom = rendu.nom_formation(contexte, formation)
            if lues:
                morceaux.append(contexte.dire("utter_metier_debouches_apres", formation=nom) + " " + publie)
                sources += lues
        proches = requetes_campus.find(contexte.base, filiere=filiere.id, lieu=contexte.chose(slots.LIEU))[:1]
        campus = f" : {rendu.campus(contexte, proches[0])}" if proches else "."
        key = "utter_metier_debouches_ou" if morceaux else "utter_metier_debouches_filiere"
        morceaux.append(contexte.dire(key, sujet=sujet, filiere=filiere.nom, campus=campus))
        boutons = contexte.boutons(
            "utter_metier_debouches_filiere", domaine=filiere.id, metier=metier.id if metier else ""
        )
        return Reponse("\n\n".join(morceaux), boutons, None, [*sources, *(c.sources[0] for c in proches if c.sources)])


class MetierConditions(Besoin):
    """Hours, effort, qualities; limits of health are answered with whom to ask, never with a verdict."""

    besoin = "metier_conditions"

    def repondre(self, contexte: Contexte) -> Reponse:
        metier = contexte.base.get(Metier, contexte.chose(slots.METIER)) or _premier_metier(contexte)
        sante = parle_de_sante(contexte.ecrit)
        if metier is None or not metier.conditions:
            key = "utter_metier_conditions_sante" if sante else "utter_metier_conditions"
            return contexte.reponse(key)
        reponse = contexte.reponse(
            "utter_metier_conditions_sante_nomme" if sante else "utter_metier_conditions_nomme",
            metier=contexte.dit(slots.METIER, metier.masculin)
            if contexte.chose(slots.METIER) == metier.id
            else metier.masculin,
            conditions=metier.conditions,
            qualites=", ".join(metier.qualites),
        )
        reponse.boutons = contexte.boutons("utter_metier_conditions_nomme", metier=metier.id)
        reponse.sources = [metier.source]
        return reponse


def _perspectives(contexte: Contexte, metier: Metier, sujet: str) -> str:
    """Return the outlook of a job, and the transitions that the national nomenclature says it takes part in."""
    fiche = requetes.rome_sheet(contexte.base, metier)
    marques = [
        contexte.dire(f"utter_metier_{marque}")
        for marque in ("ecologie", "numerique", "demographie", "reglemente")
        if fiche and getattr(fiche, marque)
    ]
    return contexte.dire(
        "utter_metier_perspectives", metier=sujet, perspectives=" ".join([metier.perspectives, *marques[:1]])
    )


def _premier_metier(contexte: Contexte) -> Metier | None:
    """Return the first job of the training or the field talked of, when no job is."""
    kind, id_ = fil.sujet(contexte) or ("", "")
    if kind == slots.DOMAINE:
        return next(iter(requetes.of_field(contexte.base, id_)), None)
    formation = contexte.base.get(Formation, id_ if kind == slots.DIPLOME else None)
    return next(iter(requetes.leading_from(contexte.base, formation.id)), None) if formation else None


def _formation_suivie(contexte: Contexte, metier: Metier | None) -> Formation | None:
    """Return the training of a job whose outcomes can be published: the highest from CAP to BTS."""
    connues = [f for id_ in (metier.formations if metier else ()) if (f := contexte.base.get(Formation, id_))]
    suivies = [f for f in connues if f.niveau <= 5 and f.code_diplome]
    return max(suivies, key=lambda f: f.niveau, default=None)


def idees_du_domaine(contexte: Contexte, domaine: str) -> Reponse:
    """Return a few jobs of a field, from the shortest studies to the longest."""
    metiers = requetes.spread(requetes.of_field(contexte.base, domaine), 4)
    if not metiers:
        return contexte.reponse("utter_metier_lequel")
    lignes = [rendu.metier(contexte, m) for m in metiers]
    but = but_domaine(contexte.base, domaine)
    nom = contexte.dit(slots.DOMAINE, but.label if but else domaine)
    reponse = contexte.reponse("utter_metier_domaine", domaine=nom, liste=rendu.liste(lignes))
    voir = [
        {"title": m.masculin.capitalize(), "payload": f'/metier_decouverte{{"metier": "{m.id}"}}'} for m in metiers[:3]
    ]
    reponse.boutons = [*(b for b in voir if len(b["title"]) <= 40), *reponse.boutons]
    reponse.sources = [metiers[0].source]
    return reponse


def _fiche(contexte: Contexte, metier: Metier) -> Reponse:
    nom = contexte.dit(slots.METIER, metier.masculin)
    key = "utter_metier_fiche" if metier.conditions and metier.acces else "utter_metier_fiche_courte"
    texte = contexte.dire(
        key,
        metier=nom[:1].upper() + nom[1:],
        description=metier.description,
        conditions=metier.conditions,
        acces=metier.acces,
    )
    boutons = contexte.boutons("utter_metier_fiche", metier=metier.id)
    carte = rendu.carte_metier(contexte, metier)
    return Reponse(texte, boutons, carte, [metier.source])


def _filiere(contexte: Contexte) -> Filiere | None:
    but = lire_but(contexte.base, contexte.texte) if not contexte.texte.startswith("/") else None
    retenue = diplomes.field_of(contexte.base, contexte.chose(slots.DOMAINE), None)
    return contexte.base.get(Filiere, but.filiere if but else retenue)
