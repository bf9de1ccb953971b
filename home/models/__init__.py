from .pages import HomePage, PolicyPage, SiteMapPage, StandardPage
from .review import ReviewTask

__all__ = ["HomePage", "PolicyPage", "ReviewTask", "SiteMapPage", "StandardPage"]
