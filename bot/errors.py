"""Every failure a person can meet: its status, its code, and a French sentence that says what to do."""

from __future__ import annotations

from typing import Any

from bot.settings import MAX_CHARS

ERRORS: dict[str, tuple[int, str]] = {
    "json_illisible": (400, "La demande n'est pas lisible. Recharge la page et réessaie."),
    "message_vide": (400, "Le message est vide. Écris ta question en quelques mots."),
    "message_invalide": (400, "Un message est un texte. Écris ta question avec des mots."),
    "champ_inconnu": (400, "La demande contient un champ inconnu : {detail}."),
    "payload_inconnu": (
        400,
        "Ce bouton n'est plus disponible. Écris ta question ou choisis un autre bouton.",
    ),
    "avis_invalide": (400, "Un avis est « utile » ou « inutile », sur une réponse de cette conversation."),
    "critere_invalide": (400, "Ce critère n'est pas compris : {detail}."),
    "session_invalide": (
        401,
        "Cette conversation n'est pas reconnue. Recharge la page pour en ouvrir une nouvelle.",
    ),
    "origine_refusee": (403, "Ce site n'est pas autorisé à utiliser l'assistant."),
    "introuvable": (404, "Il n'y a rien à cette adresse."),
    "session_terminee": (
        404,
        "Cette conversation est terminée. Recharge la page pour en ouvrir une nouvelle.",
    ),
    "nom_inconnu": (404, "Je ne connais pas « {detail} »."),
    "methode_refusee": (405, "Cette adresse ne s'utilise pas ainsi."),
    "message_trop_long": (413, f"Le message est trop long : {MAX_CHARS} caractères au plus. Raccourcis-le."),
    "type_refuse": (415, "La demande doit être en JSON (Content-Type: application/json)."),
    "demande_incomplete": (422, "Il manque « {detail} » dans la demande."),
    "trop_de_messages": (429, "Tu vas un peu vite pour moi. Réessaie dans {detail} s."),
    "modele_absent": (503, "L'assistant n'est pas prêt : son modèle manque. Réessaie plus tard."),
    "base_indisponible": (
        503,
        "Mes fiches ne sont pas disponibles pour le moment. Réessaie dans quelques minutes.",
    ),
    "reponse_impossible": (
        503,
        "Je n'ai pas réussi à préparer la réponse. Réessaie, ou pose la question autrement.",
    ),
    "conversations_indisponibles": (
        503,
        "Je ne peux pas tenir de conversation pour le moment. Réessaie plus tard.",
    ),
}


class Problem(Exception):
    """An answerable failure; `detail` fills the sentence, `retry_after` is in seconds."""

    def __init__(self, code: str, detail: str = "", retry_after: int = 0) -> None:
        self.code, self.detail, self.retry_after = code, detail, retry_after
        self.status, sentence = ERRORS[code]
        self.sentence = sentence.replace("{detail}", detail)
        super().__init__(self.sentence)

    def body(self) -> dict[str, Any]:
        """Return the JSON body of the contract."""
        return {"error": {"code": self.code, "message": self.sentence}}
