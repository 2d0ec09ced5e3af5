"""Every address of the product: staff at /, suppliers at /portal/, the public at /register/, reference matter at /admin/."""

from django.contrib import admin
from django.urls import include, path

from socialvalue.access.views import public_page
from socialvalue.health import health

portal = [
    path("", include("councils.people.urls.portal")),
    path("", include("procurement.tenders.urls.portal")),
    path("", include("procurement.bids.urls.portal")),
    path("", include("procurement.contracts.urls.portal")),
    path("", include("procurement.returns.urls.portal")),
    path("", include("procurement.journey.urls.portal")),
]

public = [
    path("", include("councils.policies.urls.public")),
]

urlpatterns = [
    path("health/", public_page(health), name="health"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("portal/", include(portal)),
    path("register/", include(public)),
    path("", include("socialvalue.jobs.urls")),
    path("", include("councils.people.urls.staff")),
    path("", include("councils.policies.urls.staff")),
    path("", include("measures.urls")),
    path("", include("procurement.opportunities.urls")),
    path("", include("procurement.tenders.urls.staff")),
    path("", include("procurement.bids.urls.staff")),
    path("", include("procurement.contracts.urls.staff")),
    path("", include("procurement.returns.urls.staff")),
    path("", include("procurement.backtests.urls")),
    path("", include("reporting.urls")),
    path("", include("procurement.journey.urls.staff")),
]
