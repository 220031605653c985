"""One reply for each card of the contract, as the assistant could give it, from facts of the base."""

from __future__ import annotations

from typing import Any

GREETING: dict[str, Any] = {
    "text": "Bonjour ! Je suis un assistant automatique (une IA), pas une personne.\n\n"
    "Inutile d'écrire un nom, une adresse ou une information de santé.",
    "buttons": [{"title": "Après la 3e", "payload": "/formation_apres"}],
    "sources": [],
}
DEGREES = {
    "title": "Liste des diplômes professionnels de l'éducation nationale (Ministère de l'Éducation nationale)",
    "url": "https://data.education.gouv.fr",
    "verified_on": "2026-11-23",
}
REGION = {
    "title": "orientation-regionsud.fr",
    "url": "https://www.orientation-regionsud.fr/Contenu/lyceen-voie-professionnelle",
    "verified_on": "2026-11-20",
}
ITIP: dict[str, Any] = {
    "type": "campus",
    "nom": "Industrie technologique innovante et performante (ITIP)",
    "region": "Bourgogne-Franche-Comté",
    "villes": ["Le Creusot"],
    "excellence": True,
    "resume": "Il accompagne les changements de l'industrie, surtout vers l'industrie 4.0.",
    "site": "https://cmq-bfc.org/",
    "contact": {"email": "itip@cmq-bfc.org", "telephone": "06 26 75 84 76", "date": "2020-02"},
    "formations": ["CAP et bacs pro industriels", "BTS et BUT industriels"],
}
BREST: dict[str, Any] = {
    "type": "campus",
    "nom": "Industries de la mer (Brest)",
    "region": "Bretagne",
    "villes": ["Brest"],
    "excellence": True,
    "resume": "Il est consacré aux industries de la mer.",
    "site": "",
    "contact": {},
    "formations": [],
}
WELDER: dict[str, Any] = {
    "type": "metier",
    "masculin": "soudeur",
    "feminin": "soudeuse",
    "description": "Le soudeur assemble des pièces de métal en les faisant fondre au bon endroit.",
    "niveaux": [3, 4],
    "qualites": ["main sûre", "concentration", "patience"],
    "conditions": "Il porte un masque, des gants et une tenue épaisse.",
    "formations": ["CAP Réalisations industrielles en chaudronnerie ou soudage option b - soudage"],
    "proches": ["technicien chaudronnier"],
}
COOKING: dict[str, Any] = {
    "type": "formation",
    "nom": "CAP Cuisine",
    "niveau": 3,
    "duree": "2 ans après la 3e",
    "admission": "Demande en ligne avec le collège (Affelnet), ou contrat d'apprentissage.",
    "alternance": "possible",
    "suites": ["bac pro Cuisine", "BP Arts de la cuisine"],
}


def step(name: str, level: int | None, years: float, **more: Any) -> dict[str, Any]:
    """Return a step of a pathway."""
    common = {"admission": "Demande sur Parcoursup.", "apprentissage": False, "condition": "", "sortie": False}
    return {"diplome": name, "niveau": level, "annees": years, **common, **more}


_COLLEGE = "Au lycée : demande en ligne avec le collège (Affelnet). En apprentissage : il faut un contrat."
_CAP = step("CAP Électricien", 3, 2.0, admission=_COLLEGE, sortie=True)
_MELEC = step(
    "bac pro Métiers de l'électricité et de ses environnements connectés", 4, 3.0, admission=_COLLEGE, sortie=True
)
_BTS = step("BTS Électrotechnique", 5, 2.0, condition="Un bon dossier", sortie=True)
PATHWAY: dict[str, Any] = {
    "type": "parcours",
    "depart": "classe de 3e",
    "but": "ingénieure (électricité)",
    "dit": ["classe de 3e", "aime l'électricité"],
    "campus": "Industrie technologique innovante et performante (ITIP)",
    "dates": [
        {"titre": "Vœux sur Parcoursup", "debut": "2099-01-18", "fin": "2099-03-11"},
        {"titre": "Portes ouvertes", "debut": "2099-02-06"},
    ],
    "routes": [
        {
            "genre": "scolaire",
            "annees": 8.0,
            "etapes": [
                _MELEC,
                {**_BTS, "campus": "Industrie technologique innovante et performante (ITIP)"},
                step("diplôme d'ingénieur", 7, 3.0, admission="Concours ou dossier.", sortie=True),
            ],
        },
        {
            "genre": "apprentissage",
            "annees": 8.0,
            "etapes": [
                {**_CAP, "apprentissage": True},
                {**_MELEC, "annees": 2.0, "apprentissage": True},
                {**_BTS, "apprentissage": True},
                step("diplôme d'ingénieur", 7, 3.0, admission="Concours ou dossier.", apprentissage=True, sortie=True),
            ],
        },
        {
            "genre": "passerelle",
            "annees": 9.0,
            "etapes": [
                step("bac général", 4, 3.0, admission=_COLLEGE),
                step("licence Électronique, énergie électrique, automatique", 6, 3.0),
                step("master", 7, 2.0, admission="Candidature sur Mon Master.", sortie=True),
                step("diplôme d'ingénieur", 7, 1.0, admission="Dossier.", sortie=True),
            ],
        },
        {
            "genre": "adulte",
            "annees": 3.0,
            "etapes": [
                _CAP,
                step(
                    "titre pro Électricien d'équipement du bâtiment", None, 1.0, admission="Centre agréé.", sortie=True
                ),
            ],
        },
        {"genre": "scolaire", "annees": 2.0, "etapes": [_CAP]},
    ],
}
_TABLE = (
    "Voici les faits, l'un à côté de l'autre :\n\n| Ce qui change | CAP Cuisine | bac pro Cuisine |\n|---|---|---|\n"
    "| Niveau | niveau 3, celui du CAP | niveau 4, celui du bac |\n| Durée | 2 ans après la 3e | 3 ans après la 3e |\n"
    "| Entrée | Demande en ligne avec le collège (Affelnet), ou contrat d'apprentissage. | Demande en ligne avec le "
    "collège (Affelnet) ; ou contrat d'apprentissage. |\n\nAucun des deux n'est « mieux »."
)
_LINES = [
    ["Niveau", "niveau 3, celui du CAP", "niveau 4, celui du bac"],
    ["Durée", "2 ans après la 3e", "3 ans après la 3e"],
]
_COMPARISON = {"type": "comparaison", "colonnes": ["CAP Cuisine", "bac pro Cuisine"], "lignes": _LINES}


def reply(text: str, card: dict[str, Any] | None = None, *titles: str, sources: bool = True) -> dict[str, Any]:
    """Return a reply of the contract."""
    made: dict[str, Any] = {
        "text": text,
        "buttons": [{"title": title, "payload": "/relance_contextuelle"} for title in titles],
        "sources": [DEGREES, REGION] if sources else [],
    }
    return {**made, "card": card} if card else made


REPLIES: dict[str, dict[str, Any]] = {
    "parcours": reply(
        "Plusieurs chemins mènent à « ingénieure (électricité) » depuis « classe de 3e ».\n\n"
        "1. **Par l'école, 8 ans en tout**\n   - **bac pro MELEC** : 3 ans\n   - **BTS Électrotechnique** : 2 ans\n\n"
        "Plutôt par l'école, ou en alternance ?",
        PATHWAY,
        "En alternance",
        "Par l'école",
    ),
    "formation": reply("Le **CAP Cuisine** se prépare après la 3e.", COOKING, "Que faire après ?"),
    "metier": reply("**Soudeuse, soudeur** : un métier de l'industrie.", WELDER, "Comment y arriver ?"),
    "campus": reply("Voici ce que je sais de ce campus.", ITIP),
    "liste": reply(
        "Deux campus :\n- **ITIP**\n- **Brest**", {"type": "liste", "titre": "Industrie", "elements": [ITIP, BREST]}
    ),
    "comparaison": reply(_TABLE, _COMPARISON, "Comparer avec un autre"),
    "comparaison sans tableau": reply("Deux diplômes, deux niveaux.", _COMPARISON),
    "contacts": reply(
        "À qui parler :",
        {
            "type": "contacts",
            "elements": [
                {
                    "nom": "3018",
                    "description": "harcèlement et violences numériques",
                    "telephone": "3018",
                    "site": "https://3018.fr",
                },
                {
                    "nom": "Mon conseil en évolution professionnelle",
                    "site": "https://mon-cep.org",
                    "date": "2026-11-23",
                },
            ],
        },
        sources=False,
    ),
    "question": reply(
        "Première question.",
        {
            "type": "question",
            "question": "Plutôt dehors ou à l'intérieur ?",
            "choix": [
                {"title": "Dehors", "payload": '/affirmer{"lieu": "dehors"}'},
                {"title": "À l'intérieur", "payload": '/affirmer{"lieu": "dedans"}'},
            ],
            "rang": 1,
            "total": 6,
        },
        sources=False,
    ),
}
