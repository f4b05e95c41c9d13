import re

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None): return (" " if sep is None else sep).join([each.capitalize() for each in s.split(sep)])


class Template:
    def __init__(self, template):
        self.template = template

    def _fill(self, values, strict):
        def replace(match):
            name = match.group(1) or match.group(2)
            if name is None:
                return "$"
            if name in values:
                return str(values[name])
            if strict:
                raise KeyError(name)
            return match.group()
        return re.sub(r"\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})", replace, self.template)

    def substitute(self, mapping=None, /, **kws): return self._fill({**({} if mapping is None else mapping), **kws}, True)
    def safe_substitute(self, mapping=None, /, **kws): return self._fill({**({} if mapping is None else mapping), **kws}, False)
