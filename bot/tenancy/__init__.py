"""Whose app this is: one workspace by its token, or many that install it, each with tokens sealed at rest."""

from bot.tenancy.clients import Clients
from bot.tenancy.farewell import Farewell
from bot.tenancy.flow import INSTALL_PATH, InstallFlow, build_flow, install_routes
from bot.tenancy.installations import Installations
from bot.tenancy.oauth_client import OAuthClient
from bot.tenancy.pages import Pages
from bot.tenancy.tenants import ManyWorkspaces, OneWorkspace

__all__ = [
    "INSTALL_PATH",
    "Clients",
    "Farewell",
    "InstallFlow",
    "Installations",
    "ManyWorkspaces",
    "OAuthClient",
    "OneWorkspace",
    "Pages",
    "build_flow",
    "install_routes",
]
