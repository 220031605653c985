"""Pipeline components that read French as people type it. Order and reasons are in config.yml."""
