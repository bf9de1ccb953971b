from .base import BasePage, BasePageQuerySet, Provisional
from .demo import DemoAct, DemoRecord

__all__ = ["BasePage", "BasePageQuerySet", "DemoAct", "DemoRecord", "Provisional"]
