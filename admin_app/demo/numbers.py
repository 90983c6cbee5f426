"""Numbers that no real person or enterprise has, with right check characters (domain 7.2)."""

from datetime import date
from random import Random

from admin_app.rules.identity_number import id_check_character
from admin_app.rules.uscc import uscc_check_character

# County codes 98xx and 99xx are assigned in no province; one per block keeps blocks apart.
MAX_BLOCKS = 200

_PROVINCES, _PROVINCE_WEIGHTS = ("44", "45", "43", "51", "36", "41", "52"), (55, 12, 10, 7, 6, 6, 4)
_PERMITS = ("810000", "820000", "830000")
_CARD = "944999"  # 999 is the number of no country
_REGION = "449900"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class NumberMint:
    """Gives out every number once in a run."""

    def __init__(self) -> None:
        self._county = "9900"
        self._residents: set[str] = set()
        self._others: set[str] = set()

    def open_block(self, number: int) -> None:
        """Go over to the counties of a block (0..199); its residents' numbers meet no others."""
        if not 0 <= number < MAX_BLOCKS:
            raise ValueError(number)
        self._county = f"{99 - number // 100}{number % 100:02d}"
        self._residents.clear()

    def resident(self, rng: Random, male: bool, born: date) -> str:
        """身份证号 of a resident."""
        province = rng.choices(_PROVINCES, _PROVINCE_WEIGHTS)[0]
        return self._mint(rng, province + self._county, male, born, self._residents, 0)

    def permit(self, rng: Random, male: bool, born: date) -> str:
        """港澳台居民居住证."""
        return self._mint(rng, rng.choice(_PERMITS), male, born, self._others, 450)

    def card(self, rng: Random, male: bool, born: date) -> str:
        """外国人永久居留身份证, 2023 edition."""
        return self._mint(rng, _CARD, male, born, self._others, 0)

    def _mint(
        self, rng: Random, region: str, male: bool, born: date, taken: set[str], least: int
    ) -> str:
        places = 500 - least
        start = rng.randrange(places)
        for step in range(places):
            place = least + (start + step) % places
            number = id_number(region, born, 2 * place + int(male))
            if number not in taken:
                taken.add(number)
                return number
        raise OverflowError(f"no number is left for {born}")


def id_number(region: str, born: date, sequence: int) -> str:
    """The 18-character number of a region, a birthday and a sequence (0..999; odd: male)."""
    body = f"{region}{born:%Y%m%d}{sequence:03d}"
    return body + id_check_character(body)


def id_number_ending_in_x(region: str, born: date, male: bool) -> str:
    """The first such number whose check character is X."""
    numbers = (id_number(region, born, sequence) for sequence in range(int(male), 1000, 2))
    return next(number for number in numbers if number.endswith("X"))


def uscc(kind: str, index: int) -> str:
    """统一社会信用代码 of the index-th employer; kind is its first two characters (91, N1, ...)."""
    scattered = index * 7919 % len(_ALPHABET) ** 6
    body = "MA" + _base31(scattered, 6)
    code = kind + _REGION + body + _organisation_check(body)
    return code + uscc_check_character(code)


def _base31(number: int, places: int) -> str:
    digits = ""
    for _ in range(places):
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def _organisation_check(body: str) -> str:
    """Check character of an organisation code (GB 11714)."""
    total = sum(int(c, 36) * weight for c, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]
