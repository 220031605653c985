"""Training: where, which of two, how to enter, what after, what in it, what a diploma is worth."""

from __future__ import annotations

from actions import rendu, slots
from actions.base import Besoin, Contexte, Reponse
from actions.rendu import liste
from knowledge.entities import Diplome, Formation, Lieu, Metier, Poursuite
from knowledge.queries import campus as requetes_campus
from knowledge.queries import diplomes as requetes
from knowledge.queries import metiers as requetes_metiers
from knowledge.queries.poursuites import after


class FormationOu(Besoin):
    """Where to train: the official search, and the campus of the field near the place."""

    besoin = "formation_ou"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        formation = _formation(contexte)
        lieu = contexte.base.get(Lieu, contexte.chose(slots.LIEU))
        filiere = formation.filiere if formation else _filiere_du_domaine(contexte)
        if formation is None and filiere is None and not contexte.nommes(slots.DIPLOME):
            return contexte.reponse("utter_formation_ou_laquelle")
        sujet = _sujet(contexte)
        ou = " " + contexte.dire("utter_formation_ou_lieu", lieu=lieu.nom) if lieu else ""
        texte = contexte.dire("utter_formation_ou", formation=sujet, ou=ou)
        proches = (
            requetes_campus.find(contexte.base, filiere=filiere, lieu=lieu.id if lieu else None)[:2] if filiere else []
        )
        lignes = [rendu.campus(contexte, item) for item in proches]
        if lignes:
            texte += "\n\n" + contexte.dire("utter_formation_ou_campus", liste=liste(lignes))
        sources = [item.sources[0] for item in proches if item.sources]
        return Reponse(texte, contexte.boutons("utter_formation_ou"), None, sources)


class FormationComparer(Besoin):
    """Two diplomas side by side, as facts; the choice stays with the person."""

    besoin = "formation_comparer"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        ids = contexte.nommes(slots.DIPLOME)
        if len(ids) == 1 and contexte.slots.get(slots.DIPLOME) not in (None, ids[0]):
            ids.insert(0, contexte.slots[slots.DIPLOME])
        metiers = [m for id_ in contexte.nommes(slots.METIER)[:2] if (m := contexte.base.get(Metier, id_))]
        if len(ids) < 2 and len(metiers) == 2:
            lignes = [rendu.metier(contexte, m) for m in metiers]
            return Reponse(
                contexte.dire("utter_comparer_metiers", liste=liste(lignes)),
                contexte.boutons("utter_comparer_metiers"),
                None,
                [m.source for m in metiers],
            )
        if len(ids) < 2:
            return contexte.reponse("utter_comparer_quoi")
        colonnes = [requetes.describe(contexte.base, id_) for id_ in ids[-2:]]
        a, b = (c for c in colonnes if c is not None)
        tableau = [(contexte.dire("utter_comparer_nom"), a.nom, b.nom)]
        tableau.append(
            (
                contexte.dire("utter_comparer_niveau"),
                rendu.niveau(contexte, a.niveau) or "–",
                rendu.niveau(contexte, b.niveau) or "–",
            )
        )
        tableau.append((contexte.dire("utter_comparer_duree"), a.duree or "–", b.duree or "–"))
        tableau.append((contexte.dire("utter_comparer_admission"), a.admission or "–", b.admission or "–"))
        tableau.append((contexte.dire("utter_comparer_alternance"), a.alternance, b.alternance))
        tableau.append((contexte.dire("utter_comparer_suites"), ", ".join(a.suites) or "–", ", ".join(b.suites) or "–"))
        head, *rest = ["| " + " | ".join(ligne) + " |" for ligne in tableau]
        table = "\n".join([head, "|---|---|---|", *rest])
        texte = contexte.dire("utter_comparer", a=a.nom, b=b.nom, table=table)
        carte = {
            "type": "comparaison",
            "colonnes": [a.nom, b.nom],
            "lignes": [list(ligne) for ligne in tableau[1:]],
        }
        return Reponse(texte, contexte.boutons("utter_comparer"), carte, [*a.sources, *b.sources])


class FormationAcces(Besoin):
    """How one enters: facts and expectations, never a chance."""

    besoin = "formation_acces"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        fiche = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME))
        if fiche is None:
            return contexte.reponse("utter_formation_acces")
        texte = contexte.dire(
            "utter_formation_acces_nomme",
            formation=fiche.nom,
            entree=fiche.entree or fiche.admission,
            admission=fiche.admission,
        )
        return Reponse(
            texte,
            contexte.boutons("utter_formation_acces_nomme", diplome=fiche.id),
            None,
            list(fiche.sources),
        )


class FormationApres(Besoin):
    """What is possible after a class or a diploma."""

    besoin = "formation_apres"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        depart = contexte.nommes(slots.DIPLOME)[:1] or contexte.nommes(slots.NIVEAU)[:1]
        depart = depart or [d for d in (contexte.slots.get(slots.DIPLOME), contexte.slots.get(slots.NIVEAU)) if d]
        if not depart:
            return contexte.reponse("utter_formation_apres_quoi")
        suites = requetes.next_steps(contexte.base, depart[0])
        nom = requetes.name(contexte.base, depart[0])
        if not suites:
            return Reponse(
                contexte.dire("utter_formation_apres_inconnu", depart=nom),
                contexte.boutons("utter_formation_apres_inconnu"),
            )
        lignes = [_suite(contexte, depart[0], suite) for suite in suites[:6]]
        texte = contexte.dire("utter_formation_apres", depart=nom, liste=liste(lignes))
        return Reponse(texte, contexte.boutons("utter_formation_apres"), None, [s.source for s in suites[:6]])


class FormationDebouches(Besoin):
    """What a training leads to: jobs, and where the official outcomes are."""

    besoin = "formation_debouches"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        formation = _formation(contexte)
        if formation is None:
            return contexte.reponse("utter_formation_debouches")
        metiers = requetes_metiers.leading_from(contexte.base, formation.id)[:5]
        nom = rendu.nom_formation(contexte, formation)
        boutons = contexte.boutons("utter_formation_debouches_nomme", diplome=formation.id)
        if not metiers:
            return Reponse(
                contexte.dire("utter_formation_debouches_sans", formation=nom),
                boutons,
                None,
                [formation.source],
            )
        lignes = [rendu.metier(contexte, m) for m in metiers]
        texte = contexte.dire("utter_formation_debouches_nomme", formation=nom, liste=liste(lignes))
        return Reponse(texte, boutons, None, [formation.source, "rome-4"])


class FormationContenu(Besoin):
    """How long, what one learns, how it is lived."""

    besoin = "formation_contenu"
    nomme_un_diplome = True

    def repondre(self, contexte: Contexte) -> Reponse:
        fiche = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME))
        if fiche is None:
            return contexte.reponse("utter_formation_contenu")
        texte = contexte.dire(
            "utter_formation_contenu_nomme",
            formation=fiche.nom,
            description=fiche.description,
            duree=fiche.duree or "?",
        )
        return Reponse(
            texte,
            contexte.boutons("utter_formation_contenu_nomme", diplome=fiche.id),
            None,
            list(fiche.sources),
        )


class DiplomeNiveau(Besoin):
    """What a diploma or an acronym is, its level, and what replaced it when it is gone."""

    besoin = "diplome_niveau"
    nomme_un_diplome = True

    def exigence(self, contexte: Contexte) -> float:
        """A diploma named has its own sheet; facts answer what it does not (« que signifie PFMP ? »)."""
        return 2.0 if contexte.nommes(slots.DIPLOME) else self.faits

    def repondre(self, contexte: Contexte) -> Reponse:
        fiche = requetes.describe(contexte.base, contexte.chose(slots.DIPLOME) or contexte.chose(slots.NIVEAU))
        if fiche is None:
            return contexte.reponse("utter_diplome_lequel")
        niveau = (
            contexte.dire("utter_diplome_niveau_est", niveau=rendu.niveau(contexte, fiche.niveau))
            if fiche.niveau
            else ""
        )
        morceaux = [
            contexte.dire("utter_diplome_fiche", nom=fiche.nom_long, description=fiche.description, niveau=niveau)
        ]
        if fiche.remplace_par:
            key = "utter_diplome_remplace" if fiche.depuis else "utter_diplome_remplace_sans_date"
            morceaux.append(contexte.dire(key, nom=fiche.nom, nouveau=fiche.remplace_par, depuis=fiche.depuis or ""))
        elif fiche.statut == "ferme":
            morceaux.append(contexte.dire("utter_diplome_ferme", nom=fiche.nom))
        if fiche.a_savoir:
            morceaux.append(fiche.a_savoir)
        return Reponse(
            "\n\n".join(morceaux),
            contexte.boutons("utter_diplome_fiche", diplome=fiche.id),
            None,
            list(fiche.sources),
        )


class EtablissementInfo(Besoin):
    """Facts on one school: the campus that it belongs to, else the official directory."""

    besoin = "etablissement_info"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_etablissement_info")


class EtablissementFiabilite(Besoin):
    """Is this school or title serious: how to check, never a verdict."""

    besoin = "etablissement_fiabilite"

    def repondre(self, contexte: Contexte) -> Reponse:
        return contexte.reponse("utter_etablissement_fiabilite")


def _formation(contexte: Contexte) -> Formation | None:
    return contexte.base.get(Formation, contexte.chose(slots.DIPLOME))


def _sujet(contexte: Contexte) -> str:
    id_ = contexte.chose(slots.DIPLOME)
    return rendu.nom(contexte, id_) or contexte.dit(slots.DOMAINE, "") or contexte.dit(slots.METIER, "")


def _filiere_du_domaine(contexte: Contexte) -> str | None:
    return requetes.field_of(contexte.base, contexte.chose(slots.DOMAINE), contexte.chose(slots.METIER))


def _suite(contexte: Contexte, depart: str, suite: Poursuite) -> str:
    formation = contexte.base.get(Formation, depart)
    nommees = (
        [
            f
            for s in after(contexte.base, depart)
            if (f := contexte.base.get(Formation, s.vers)) and f.type == suite.vers
        ]
        if formation
        else []
    )
    diplome = contexte.base.get(Diplome, suite.vers)
    nom = (
        rendu.nom_formation(contexte, nommees[0])
        if nommees
        else (diplome.sigle or diplome.nom if diplome else suite.vers)
    )
    return contexte.dire(
        "utter_formation_suite",
        nom=nom,
        annees=rendu.annees(contexte, suite.annees),
        frequence=contexte.dire(f"utter_frequence_{suite.frequence}"),
        condition=suite.condition,
    )
