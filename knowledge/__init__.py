"""The facts Jalon answers from, and what may be asked of them. Knows nothing of Rasa."""
