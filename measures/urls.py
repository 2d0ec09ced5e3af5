"""Addresses of measures."""

from django.urls import path

from measures.views import library, licensed, loading, publishing, showing, valuing

app_name = "measures"
urlpatterns = [
    path("measures/", library.library, name="library"),
    path("measures/download/", library.download, name="download"),
    path("measures/<uuid:uid>/", showing.measure, name="measure"),
    path("measures/valuing/", valuing.valuing, name="valuing"),
    path("measures/valuing/choose/", valuing.choose, name="choose_for_all"),
    path("measures/valuing/choose/<slug:key>/", valuing.choose, name="choose"),
    path("policy/<uuid:uid>/draft/publish/", publishing.publish, name="publish"),
    path("policy/licensed/", licensed.listing, name="licensed"),
    path("policy/licensed/upload/", loading.upload, name="licensed_upload"),
    path("policy/licensed/<uuid:uid>/", licensed.table, name="licensed_table"),
    path("policy/licensed/<uuid:uid>/check/", loading.check, name="licensed_check"),
    path("policy/licensed/<uuid:uid>/withdraw/", loading.withdraw, name="licensed_withdraw"),
    path("policy/licensed/<uuid:uid>/download/", licensed.download, name="licensed_download"),
]
