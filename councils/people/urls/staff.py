"""Addresses for council staff and everybody."""

from django.urls import path

from councils.people import views

app_name = "people"
urlpatterns = [
    path("act-for/", views.act_for, name="act_for"),
    path("account/", views.account, name="account"),
    path("council/", views.council, name="council"),
    path("demonstration/clock/", views.move_clock, name="clock"),
    path("demonstration/mail/", views.mail, name="mail"),
]
