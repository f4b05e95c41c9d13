from _python import Complex, Integral, Number, Rational, Real
