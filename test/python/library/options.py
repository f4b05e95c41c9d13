import argparse

parser = argparse.ArgumentParser(description="x")
parser.add_argument("--lr", type=float, default="0.1")
parser.add_argument("--batch-size", "-b", type=int, default=32, metavar="N")
parser.add_argument("-j", "--workers", dest="jobs", default=4)
parser.add_argument("--cuda", action="store_true")
parser.add_argument("--no-cuda", dest="use", action="store_false")
parser.add_argument("--name")
parser.add_argument("--sizes", nargs="+", type=int, default=[1, 2])
parser.add_argument("--hidden", default=argparse.SUPPRESS)
parser.add_argument("--mode", choices=["a", "b"], default="a")
parser.add_argument("--verbose", "-v", action="count", default=0)
parser.add_argument("rest", nargs="*")
group = parser.add_argument_group("group")
group.add_argument("--in-group", default=3)
either = parser.add_mutually_exclusive_group()
either.add_argument("--one", action="store_true")
either.add_argument("--two", action="store_true")
parser.set_defaults(extra="e", mode="b")
args = parser.parse_args([])
values = vars(args)
flags = ["lr" in args, "hidden" in args, hasattr(args, "hidden"), args.mode, parser.get_default("batch_size")]
given = vars(parser.parse_args(["--lr", "0.5", "--cuda", "--batch-size=7", "--sizes", "3", "4"]))
known, left = parser.parse_known_args(["--lr", "2", "--other"])
others = [left, known.lr]
space = argparse.Namespace(a=1, b="x")
spaces = [repr(space), space.a, vars(space), space == argparse.Namespace(a=1, b="x")]
args.new = 4
assigned = args.new
errors = [str(KeyError("x")), repr(ValueError("a", 1)), str(ValueError("a")), str(ValueError("a", 1)), repr(KeyError("x")), str(Exception())]
