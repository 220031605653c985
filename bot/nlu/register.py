"""Who is speaking and in which rhythm they want to study, when the words say so."""

from __future__ import annotations

import re

from knowledge.text import fold

_PERSONAS = (
    (
        "parent",
        r"\b(?:mon fils|ma fille|mes enfants|mon enfant|notre fils|notre fille|mon ado|mes filles|mes fils|"
        r"mon gamin|ma gamine|en tant que (?:parent|mere|pere)|je suis (?:maman|papa|mere|pere|un parent|"
        r"une maman|un papa))\b",
    ),
    (
        "entreprise",
        r"\b(?:notre (?:entreprise|societe|atelier|boite|pme|eti|usine)|mon entreprise|nous (?:recrutons|"
        r"cherchons a recruter)|on est une (?:pme|eti|entreprise|boite|tpe)|nos (?:salaries|ouvriers)|"
        r"je suis (?:chef|cheffe|patron|patronne|gerante?|dirigeante?) d(?:e|une?) \w+|je dirige)\b",
    ),
    (
        "conseiller",
        r"\b(?:mes eleves|un de mes eleves|une de mes eleves|je suis (?:psyen|psy en|conseillere?|"
        r"prof(?:esseure?)? principale?|cpe|enseignante?)|nos eleves|pour un de mes (?:eleves|jeunes))\b",
    ),
    (
        "adulte",
        r"\b(?:reconversion|je suis salariee?|demandeur d emploi|au chomage|licenciee?|mon cpf|"
        r"j ai (?:2[5-9]|[3-6]\d) ans|ans d experience|ans de metier)\b"
        r"|^(?:bonjour |bonsoir |salut )?(?:(?:homme|femme) )?(?:2[6-9]|[3-6]\d) ans\b",
    ),
    (
        "eleve",
        r"\b(?:je suis en (?:3e|3eme|troisieme|seconde|2de|premiere|1re|1ere|terminale|tle|cap|bts|l1|l2)|"
        r"j ?suis en|mes parents|ma mere|mon pere|mes profs)\b",
    ),
)
_RYTHMES = (
    ("alternance", r"\b(?:alternance|apprentissage|apprentie?|cfa|contrat pro)\b"),
    (
        "scolaire",
        r"\b(?:temps plein|voie scolaire|par l ecole|plutot (?:a )?l ecole|au lycee plutot|statut scolaire|"
        r"sans (?:alternance|apprentissage)|pas d alternance|pas en alternance)\b",
    ),
)
_PERSONAS_RE = [(name, re.compile(pattern)) for name, pattern in _PERSONAS]
_RYTHMES_RE = [(name, re.compile(pattern)) for name, pattern in reversed(_RYTHMES)]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def persona(text: str) -> str | None:
    """Return parent, entreprise, conseiller, adulte or eleve when the words tell, else None."""
    plain = _plain(text)
    return next((name for name, pattern in _PERSONAS_RE if pattern.search(plain)), None)


def rythme(text: str) -> str | None:
    """Return alternance or scolaire when the message asks for it, else None."""
    plain = _plain(text)
    return next((name for name, pattern in _RYTHMES_RE if pattern.search(plain)), None)


def registre(voice: str | None) -> str | None:
    """Return how to speak to somebody: `tu` to a pupil, `vous` to everybody else; None when unknown."""
    if voice is None:
        return None
    return "tu" if voice == "eleve" else "vous"
