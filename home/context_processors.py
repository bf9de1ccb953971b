from .navigation import navigation_for


def navigation(request) -> dict:
    """Main menu and legal links for the frame."""
    return {"navigation": navigation_for(request)}
