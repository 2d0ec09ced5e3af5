"""Addresses of policies for everybody."""

from django.urls import path

from councils.policies.views import public

app_name = "public_policies"
urlpatterns = [
    path("", public.start, name="start"),
    path("policies/", public.policies, name="list"),
    path("policies/compare/", public.compare, name="compare"),
    path("policies/compare.json", public.compare_json, name="compare_json"),
    path("policies/<uuid:uid>/", public.policy, name="policy"),
    path("policies/<uuid:uid>/file/", public.file, name="file"),
]
