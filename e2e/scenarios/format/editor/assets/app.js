const answer = 42
