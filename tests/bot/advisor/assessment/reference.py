"""The scoring model once more, written from its definition alone: no tables, no symmetry, no shared code.

Items are known by their names: fc23 is the third pair of axis 2, lk2P+ and lk2G+ are the liking twins of axis 2.
"""

from math import erf, exp, prod, sqrt

GRID = [k / 10 for k in range(-40, 41)]
SHARED = 0.30
PAIR = (1.10, (-1.95, -0.55, 0.55, 1.95))
TWIN = (1.00, (-4.94, -3.51, -2.08, -0.715, 0.715, 2.08, 3.51, 4.94))
EDGES = (-99.0, -1.0, -0.35, 0.35, 1.0, 99.0)


def score(answers: dict[str, int]) -> dict[str, object]:
    testlets = [
        [(PAIR, value) for item, value in answers.items() if item.startswith(f"fc{axis}")] for axis in "123456"
    ]
    for axis in "123456":
        for key, sign in (("+", 1), ("-", -1)):
            product, program = f"lk{axis}P{key}", f"lk{axis}G{key}"
            if product in answers and program in answers:
                testlets.append([(TWIN, sign * (answers[product] - answers[program]))])
    heights = [exp(-theta * theta / 2) * prod(likelihood(one, theta) for one in testlets) for theta in GRID]
    return summary([height / sum(heights) for height in heights])


def likelihood(testlet: list, theta: float) -> float:
    densities = [exp(-((x - sqrt(1 - SHARED) * theta) ** 2) / (2 * SHARED)) for x in GRID]
    chances = [prod(chance(curve, answer, x) for curve, answer in testlet) for x in GRID]
    return sum(a * b for a, b in zip(densities, chances, strict=True)) / sum(densities)


def chance(curve: tuple, answer: int, x: float) -> float:
    def at_least(step: int) -> float:
        place = step + len(curve[1]) // 2
        return 1.0 if place == 0 else 0.0 if place > len(curve[1]) else 1 / (1 + exp(-curve[0] * (x - curve[1][place - 1])))

    return at_least(answer) - at_least(answer + 1)


def summary(posterior: list[float]) -> dict[str, object]:
    mean = sum(theta * mass for theta, mass in zip(GRID, posterior, strict=True))
    variance = sum((theta - mean) ** 2 * mass for theta, mass in zip(GRID, posterior, strict=True))
    above = sum(mass for theta, mass in zip(GRID, posterior, strict=True) if theta > 0)
    return {
        "theta": mean,
        "sd": sqrt(variance),
        "p_product": above + posterior[40] / 2,
        "p_bands": [band(posterior, low, high) for low, high in zip(EDGES, EDGES[1:], strict=False)],
    }


def band(posterior: list[float], low: float, high: float) -> float:
    whole = sum(mass for theta, mass in zip(GRID, posterior, strict=True) if low < theta < high)
    return whole + sum(mass / 2 for theta, mass in zip(GRID, posterior, strict=True) if theta in {low, high})


def normal_below(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2
