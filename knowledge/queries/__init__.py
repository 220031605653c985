"""Questions the base answers: criteria in, frozen dataclasses out. One module a theme."""
