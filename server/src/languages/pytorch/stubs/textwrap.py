def dedent(text):
    lines = [line if line.strip() != "" else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if line == "":
            continue
        own = line[:len(line) - len(line.lstrip(" \t"))]
        if margin is None:
            margin = own
        while not own.startswith(margin):
            margin = margin[:-1]
    return "\n".join([line[len(margin):] if margin else line for line in lines])


def indent(text, prefix, predicate=None):
    def wanted(line): return line.strip() != "" if predicate is None else predicate(line)
    return "".join([prefix + line if wanted(line) else line for line in text.splitlines(True)])
