# Random numbers are unknown; where they begin changes nothing.
def seed(seed=None): return None
