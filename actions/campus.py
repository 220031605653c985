"""The Campus network: what it is, which one, its events, equipment and contacts, and what companies ask."""

from __future__ import annotations

import abc
import re

from actions import rendu, slots
from actions.base import SUREMENT, Besoin, Contexte, Reponse, besoin_nomme
from actions.logement import parle_d_internat, sur_un_campus
from actions.paie import parle_de_paie, salaire_apprenti
from actions.precisions import dite, precision
from actions.rendu import liste
from knowledge.entities import Campus, Fait, Filiere, Lieu
from knowledge.pathways import lire_but
from knowledge.pathways.goals import but_domaine
from knowledge.queries import campus as requetes
from knowledge.queries import diplomes, faits
from knowledge.text import fold

# A company speaks of itself: « notre atelier », « nos salariés ».
_NOUS = re.compile(r"\b(?:notre|nos|nous)\b")
_CAMPUS_DE = re.compile(
    r"(?:un |le |les )?campus (?:du|de la|des|de l|de|d)\b(?!.{0,20}\bmetiers)"
)  # « campus du bois »
_CHERCHE = re.compile(
    r"\b(?:y en a|yen a|en existe|existe t il|y a t il)\b|\bun campus\b|\bautre campus\b|\bet (?:pour|sur|dans)\b"
)
# « Campus des métiers, c'est quoi ? »: what a campus is, not one thing that one does.
_DEFINIR = re.compile(
    r"^(?:(?:un |les |le )?(?:campus|cmq)(?: des metiers(?: et des qualifications)?)?)\W*"
    r"(?:c'?est |c )?(?:quoi|koi|kesako|kezako|keskecest)\W*$"
)
_COUT = re.compile(r"\bcout\w*|\brevien\w*|\bsalaire\b|\bverser\b|\bpayer\b")


class _DuCampus(Besoin):
    """A need about a campus: a fact of the brochure answers first, with less proof asked than elsewhere."""

    faits = 0.5
    du_campus = True

    def exigence(self, contexte: Contexte) -> float:
        """Ask no fact of the brochure about internats: it says nothing of them."""
        return 2.0 if parle_d_internat(contexte.ecrit) else self.faits

    def repondre(self, contexte: Contexte) -> Reponse:
        """Return what is known of an internat on a campus when it is the question, else the answer of the need."""
        campus = self._nomme(contexte)
        if campus is not None and parle_d_internat(contexte.ecrit):
            return sur_un_campus(contexte, campus)
        return self.dire(contexte)

    @abc.abstractmethod
    def dire(self, contexte: Contexte) -> Reponse:
        """Return the answer to this need."""

    def _nomme(self, contexte: Contexte) -> Campus | None:
        """Return the campus named, else the one of the town named (« et au Creusot ? »), else the one remembered."""
        lieu = contexte.base.get(Lieu, next(iter(contexte.nommes(slots.LIEU)), None))
        if lieu is not None and not contexte.nommes(slots.CAMPUS):
            la = [c for c in contexte.base.all(Campus) if fold(lieu.nom) in {fold(ville) for ville in c.villes}]
            if len(la) == 1:
                return la[0]
        return contexte.base.get(Campus, contexte.chose(slots.CAMPUS))


class CampusPresentation(_DuCampus):
    """What a campus is, or what is known of one."""

    besoin = "campus_presentation"

    def _suivi(self, contexte: Contexte) -> Besoin:
        """Answer as a company when one speaks of itself: « et pour ouvrir notre atelier ? »."""
        societe = contexte.slots.get(slots.PERSONA) == "entreprise" and _NOUS.search(contexte.ecrit)
        return (besoin_nomme("campus_entreprise") if societe else None) or self

    def exigence(self, contexte: Contexte) -> float:
        """Leave the brochure aside when a sentence was written for the question, or when a company asks for itself."""
        ecrit = bool(contexte.phrases.precise(self.besoin, contexte.ecrit) or _DEFINIR.search(contexte.ecrit))
        return 2.0 if ecrit or self._suivi(contexte) is not self else super().exigence(contexte)

    def dire(self, contexte: Contexte) -> Reponse:
        campus = self._nomme(contexte)
        dit = precision(contexte, self.besoin)
        if dit is not None:
            return dit
        if campus is not None:
            return _presente(contexte, campus)
        ecrit = contexte.bouton or _DEFINIR.search(contexte.ecrit)
        sure = contexte.assurance >= SUREMENT
        trouve = [] if ecrit else faits.answer(contexte.base, contexte.texte, None, 0.3, talk=sure)
        if trouve:
            return Reponse(trouve[0].reponse, contexte.boutons("utter_campus_presentation"), None, [trouve[0].source])
        noms = [filiere.nom for filiere in contexte.base.all(Filiere)]
        reponse = contexte.reponse("utter_campus_presentation", liste=liste(noms))
        reponse.sources = [fait.source for fait in contexte.base.all(Fait)[:1]]
        return reponse


class CampusTrouver(_DuCampus):
    """Which campus near a place, in a field, or both; a criterion is dropped aloud when nothing fits."""

    besoin = "campus_trouver"

    def exigence(self, contexte: Contexte) -> float:
        """Ask more of a fact when the message names where or in what, all when both: it looks for a campus."""
        cherche = contexte.nommes(slots.LIEU) or _CHERCHE.search(contexte.ecrit)
        nu = _CAMPUS_DE.match(contexte.ecrit)
        if (cherche or nu) and contexte.nommes(slots.DOMAINE):
            return 2.0
        named = contexte.nommes(slots.LIEU) or contexte.nommes(slots.DOMAINE)
        return max(super().exigence(contexte), 0.85 if named else 0.5)

    def dire(self, contexte: Contexte) -> Reponse:
        lieu = contexte.base.get(Lieu, contexte.chose(slots.LIEU))
        but = lire_but(contexte.base, contexte.texte) if not contexte.texte.startswith("/") else None
        but = but or but_domaine(contexte.base, contexte.chose(slots.DOMAINE))  # « et en Bretagne ? »
        filiere = but.filiere if but else None
        mots = but.mots if but else frozenset()
        if lieu is None and not filiere:
            return contexte.reponse("utter_campus_trouver_critere")
        trouves = requetes.find(contexte.base, filiere, lieu.id if lieu else None, mots)
        key = "utter_campus_trouver"
        if not trouves and lieu is not None and filiere:
            trouves, key = requetes.find(contexte.base, filiere, None, mots), "utter_campus_trouver_ailleurs"
        if not trouves:
            return contexte.reponse("utter_campus_trouver_rien")
        ou = lieu.nom if lieu else ""
        sujet = contexte.dit(slots.DOMAINE, but.label if but else "")
        critere = " — ".join(part for part in (sujet, ou) if part)
        lignes = [rendu.campus(contexte, item) for item in trouves[:4]]
        texte = contexte.dire(key, critere=critere, liste=liste(lignes), ou=ou)
        carte = {
            "type": "liste",
            "titre": critere,
            "elements": [rendu.carte_campus(item) for item in trouves[:4]],
        }
        sources = [item.sources[0] for item in trouves[:4] if item.sources]
        memoire = {slots.CAMPUS: trouves[0].id} if len(trouves) == 1 else {}
        return Reponse(texte, contexte.boutons(key), carte, sources, memoire)


class CampusEvenement(_DuCampus):
    """Open days and visits: no sure date in the base, so how to get one."""

    besoin = "campus_evenement"
    faits = 0.7

    def dire(self, contexte: Contexte) -> Reponse:
        campus = self._nomme(contexte)
        contact = rendu.contact(contexte, campus) if campus else ""
        dit = precision(contexte, self.besoin, contact=contact)
        return dit or contexte.reponse("utter_campus_evenement", contact=contact)


class CampusEquipement(_DuCampus):
    """Machines, platforms, the lieu totem."""

    besoin = "campus_equipement"

    def dire(self, contexte: Contexte) -> Reponse:
        campus = self._nomme(contexte)
        if campus is None:
            return contexte.reponse("utter_campus_equipement")
        connus = [f for f in contexte.base.all(Fait) if f.sujet == campus.id and f.theme == "equipement"]
        if connus:
            textes = [fait.reponse for fait in connus[:3]]
            return Reponse("\n\n".join(textes), contexte.boutons("utter_campus_equipement"), None, [connus[0].source])
        texte = contexte.dire(
            "utter_campus_equipement_inconnu", campus=campus.nom, contact=rendu.contact(contexte, campus)
        )
        return Reponse(texte, contexte.boutons("utter_campus_equipement_inconnu"))


class CampusContact(_DuCampus):
    """Who to write to, with the date of the contact."""

    besoin = "campus_contact"

    def _suivi(self, contexte: Contexte) -> Besoin:
        """Go back to what was talked of when no campus is: « à qui le demander ? » may be about an exam."""
        dernier = str(contexte.slots.get(slots.BESOIN) or "")
        ailleurs = not (self._nomme(contexte) or contexte.chose(slots.LIEU) or "campus" in contexte.ecrit)
        precise = ailleurs and not contexte.bouton and contexte.phrases.precise(dernier, contexte.ecrit)
        return (besoin_nomme(dernier) if precise else None) or self

    def dire(self, contexte: Contexte) -> Reponse:
        campus = self._nomme(contexte)
        if campus is None:
            lieu = contexte.chose(slots.LIEU)
            proches = requetes.find(contexte.base, lieu=lieu)[:3] if lieu else []
            if not proches:
                return contexte.reponse("utter_campus_contact")
            lignes = [_avec_contact(contexte, item) for item in proches]
            texte = contexte.dire("utter_campus_contact_lieu", liste=liste(lignes))
            return Reponse(
                texte,
                contexte.boutons("utter_campus_contact"),
                None,
                [c.sources[0] for c in proches if c.sources],
            )
        contact = rendu.contact(contexte, campus)
        key = "utter_campus_contact_nomme" if contact else "utter_campus_contact_inconnu"
        texte = contexte.dire(key, campus=campus.nom, contact=contact)
        return Reponse(texte, contexte.boutons(key), rendu.carte_campus(campus), list(campus.sources[:1]))


def _avec_contact(contexte: Contexte, item: Campus) -> str:
    """Return the line of a campus with its contact, when one was published."""
    return " ".join(part for part in (rendu.campus(contexte, item), rendu.contact(contexte, item)) if part)


class CampusEntreprise(_DuCampus):
    """A company asks: recruit, train its staff, become a partner; the campus of its place and field is named."""

    besoin = "campus_entreprise"
    faits = 0.7

    def exigence(self, contexte: Contexte) -> float:
        """Ask no fact of the brochure when a company asks for itself: what it costs, how it takes part."""
        plain = contexte.ecrit
        return 2.0 if _NOUS.search(plain) or _COUT.search(plain) else super().exigence(contexte)

    def dire(self, contexte: Contexte) -> Reponse:
        lieu, filiere = contexte.chose(slots.LIEU), self._domaine(contexte)
        but = lire_but(contexte.base, contexte.texte) if not contexte.texte.startswith("/") else None
        mots = but.mots if but else frozenset()
        proches = requetes.find(contexte.base, filiere, lieu, mots, nommes=bool(mots))[:1] if lieu else []
        proches = proches or (requetes.find(contexte.base, filiere, lieu)[:1] if lieu and filiere else [])
        proches = proches or (requetes.find(contexte.base, lieu=lieu)[:2] if lieu else [])
        reponse = self._cout(contexte) or precision(contexte, self.besoin)
        reponse = reponse or contexte.reponse("utter_campus_entreprise")
        if proches:
            lignes = [rendu.campus(contexte, item) for item in proches]
            reponse.texte += "\n\n" + contexte.dire("utter_campus_entreprise_pres", liste=liste(lignes))
        else:
            reponse.texte += "\n\n" + contexte.dire("utter_campus_entreprise_ou")
        reponse.sources += [c.sources[0] for c in proches if c.sources] or ["brochure-cmq-2020"]
        reponse.memoire = {slots.PERSONA: "entreprise", slots.REGISTRE: "vous"}
        if len(proches) == 1:
            reponse.memoire[slots.CAMPUS] = proches[0].id  # « qui est le contact du campus ? »
        return reponse

    def _cout(self, contexte: Contexte) -> Reponse | None:
        """Return the least pay of an apprentice, by age, and the aid for hiring, when the cost is asked."""
        if contexte.bouton or not (_COUT.search(contexte.ecrit) or parle_de_paie(contexte.ecrit)):
            return None
        if contexte.phrases.precise(self.besoin, contexte.ecrit) == "utter_campus_entreprise_taxe":
            return None
        paie = salaire_apprenti(contexte)
        reponse = dite(contexte, "utter_campus_entreprise_cout", paie=paie.texte)
        reponse.sources += paie.sources
        return reponse

    def _domaine(self, contexte: Contexte) -> str | None:
        return diplomes.field_of(contexte.base, contexte.chose(slots.DOMAINE), contexte.chose(slots.METIER))


class VieScolaire(Besoin):
    """Timetable, canteen, absences: the school knows, the campus does not."""

    besoin = "vie_scolaire"
    faits = 0.9

    def repondre(self, contexte: Contexte) -> Reponse:
        return precision(contexte, self.besoin) or dite(contexte, "utter_vie_scolaire")


def _presente(contexte: Contexte, campus: Campus) -> Reponse:
    filiere = contexte.base.get(Filiere, campus.filiere)
    morceaux = [
        rendu.campus(contexte, campus),
        campus.resume or contexte.dire("utter_campus_peu", campus=campus.nom),
    ]
    if filiere is not None:
        morceaux.append(contexte.dire("utter_campus_filiere", filiere=filiere.nom))
    if campus.label:
        morceaux.append(campus.label)
    boutons = contexte.boutons("utter_campus_fiche", campus=campus.id)
    memoire = {slots.CAMPUS: campus.id}
    return Reponse("\n\n".join(morceaux), boutons, rendu.carte_campus(campus), list(campus.sources[:3]), memoire)
