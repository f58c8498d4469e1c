"""Cards that are spoken to without a middleware: PIV and OpenPGP over any link that carries APDUs."""

from core.devices.cards.application import CardApplication
from core.devices.cards.link import CardLink
from core.devices.cards.medium import CardMedium
from core.devices.cards.openpgp import OpenPgpApplication
from core.devices.cards.piv import PivApplication

__all__ = ["CardApplication", "CardLink", "CardMedium", "OpenPgpApplication", "PivApplication"]
