"""Whose app this is: one workspace by its token, or many that install it, each with tokens sealed at rest."""

from bot.tenancy.farewell import Farewell
from bot.tenancy.flow import INSTALL_PATH, InstallFlow, build_flow, install_routes
from bot.tenancy.installations import Installations
from bot.tenancy.oauth_client import OAuthClient
from bot.tenancy.pages import Pages
from bot.tenancy.sealing import SealError, TokenBox, new_key
from bot.tenancy.tenants import ManyWorkspaces, OneWorkspace

__all__ = [
    "INSTALL_PATH",
    "Farewell",
    "InstallFlow",
    "Installations",
    "ManyWorkspaces",
    "OAuthClient",
    "OneWorkspace",
    "Pages",
    "SealError",
    "TokenBox",
    "build_flow",
    "install_routes",
    "new_key",
]
