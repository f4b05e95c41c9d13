import math
import numbers


class Fraction(numbers.Rational):
    def __init__(self, numerator=0, denominator=None):
        if isinstance(numerator, str):
            top, _, bottom = numerator.strip().partition("/")
            if "." in top:
                whole, _, rest = top.partition(".")
                numerator, denominator = int(whole + rest), 10 ** len(rest)
            else:
                numerator, denominator = int(top), int(bottom) if bottom else 1
        elif isinstance(numerator, Fraction):
            numerator, denominator = numerator.numerator, numerator.denominator * (1 if denominator is None else denominator)
        elif isinstance(numerator, float):
            numerator, denominator = numerator.as_integer_ratio()
        elif isinstance(denominator, Fraction):
            numerator, denominator = numerator * denominator.denominator, denominator.numerator
        elif denominator is None:
            denominator = 1
        if denominator == 0:
            raise ZeroDivisionError("Fraction(" + str(numerator) + ", 0)")
        divisor = math.gcd(numerator, denominator) * (-1 if denominator < 0 else 1)
        self.numerator = numerator // divisor
        self.denominator = denominator // divisor

    def _with(self, other, combine):
        if isinstance(other, float):
            return NotImplemented
        other = other if isinstance(other, Fraction) else Fraction(other)
        return combine(self.numerator, self.denominator, other.numerator, other.denominator)

    def __add__(self, other): return float(self) + other if isinstance(other, float) else self._with(other, lambda a, b, c, d: Fraction(a * d + c * b, b * d))
    def __sub__(self, other): return float(self) - other if isinstance(other, float) else self._with(other, lambda a, b, c, d: Fraction(a * d - c * b, b * d))
    def __mul__(self, other): return float(self) * other if isinstance(other, float) else self._with(other, lambda a, b, c, d: Fraction(a * c, b * d))
    def __truediv__(self, other): return float(self) / other if isinstance(other, float) else self._with(other, lambda a, b, c, d: Fraction(a * d, b * c))
    def __rsub__(self, other): return -self + other
    def __rtruediv__(self, other): return Fraction(self.denominator, self.numerator) * other
    def __floordiv__(self, other): return self._with(other, lambda a, b, c, d: (a * d) // (b * c))
    def __neg__(self): return Fraction(-self.numerator, self.denominator)
    def __abs__(self): return Fraction(abs(self.numerator), self.denominator)
    def __pow__(self, other): return Fraction(self.numerator ** other, self.denominator ** other) if other >= 0 else Fraction(self.denominator ** -other, self.numerator ** -other)
    def __eq__(self, other): return float(self) == other if isinstance(other, float) else self._with(other, lambda a, b, c, d: a == c and b == d)
    def __lt__(self, other): return float(self) < other if isinstance(other, float) else self._with(other, lambda a, b, c, d: a * d < c * b)
    def __le__(self, other): return self < other or self == other
    def __gt__(self, other): return not self <= other
    def __ge__(self, other): return not self < other
    def __bool__(self): return self.numerator != 0
    def __float__(self): return self.numerator / self.denominator
    def __int__(self): return self.numerator // self.denominator if self.numerator >= 0 else -(-self.numerator // self.denominator)
    def __floor__(self): return self.numerator // self.denominator
    def __ceil__(self): return -(-self.numerator // self.denominator)
    def __str__(self): return str(self.numerator) if self.denominator == 1 else str(self.numerator) + "/" + str(self.denominator)
    def __repr__(self): return "Fraction(" + str(self.numerator) + ", " + str(self.denominator) + ")"
    __radd__ = __add__
    __rmul__ = __mul__
