printf 'spec:\n  route:\n  - labels:\n      version: v3\n\n    tab:\tend\n' | cmp - text.yaml
