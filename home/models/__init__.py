from .pages import HomePage, PolicyPage, SiteMapPage, StandardPage

__all__ = ["HomePage", "PolicyPage", "SiteMapPage", "StandardPage"]
