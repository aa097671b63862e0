"""Work out a quotation for a binding job."""

HOURLY_RATE = 48.0  # euros
RUSH_SURCHARGE = 0.25  # of the work, for jobs due within five working days
MINIMUM_ORDER = 60.0  # euros
VAT = 0.07

# Hours of work for one copy.
HOURS = {"paperback": 0.2, "half cloth": 0.45, "full cloth": 0.6, "half leather": 1.75, "slipcase": 0.9}


def quote(binding: str, copies: int, material: float, *, rush: bool = False) -> float:
    """Return the price without VAT in euros; from 50 copies on the work costs 10 percent less."""
    work = HOURS[binding] * copies * HOURLY_RATE
    if copies >= 50:
        work *= 0.9
    if rush:
        work *= 1 + RUSH_SURCHARGE
    return max(MINIMUM_ORDER, round(work + material * copies, 2))
