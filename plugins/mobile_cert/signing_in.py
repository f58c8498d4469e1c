"""What follows when the authority has let a person in: choosing an identity, then the offer of biometrics."""

from __future__ import annotations

from core.ui.page import PageContext
from plugins.mobile_cert.module import Module


async def go_on_after_credentials(page: PageContext, module: Module) -> None:
    """Leave the sign-in's page: for 选择身份 where there are several identities, else as after it."""
    session = module.service.session
    if session is not None and session.view.current_identity_id is None and len(session.view.identities) > 1:
        page.navigator.replace("mobile_cert.identity", {"signing_in": True})
    else:
        await go_on_after_identity(page, module)


async def go_on_after_identity(page: PageContext, module: Module) -> None:
    """Leave the sign-in: by the offer of biometrics, or back to where the person came from."""
    await module.service.show_seals()
    if await module.login_key.should_offer():
        page.navigator.replace("mobile_cert.biometrics", {"offered": True})
    else:
        await page.navigator.pop()
