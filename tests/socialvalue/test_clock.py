"""The clock moves forward in a demonstration and nowhere else."""

from datetime import datetime, timedelta

import pytest

from socialvalue import clock


def test_it_moves_forward_and_stays_moved():
    """Every process reads the same file."""
    clock.move_to(datetime(2031, 7, 1, 9, tzinfo=clock.LONDON))
    assert clock.today().isoformat() == "2031-07-01"
    assert clock.is_shifted()


def test_it_never_moves_back():
    """A deadline that has passed stays passed."""
    clock.move_to(datetime(2031, 7, 1, 9, tzinfo=clock.LONDON))
    with pytest.raises(clock.ClockRefused, match="only moves forward"):
        clock.move_to(datetime(2031, 6, 30, 9, tzinfo=clock.LONDON))


def test_it_does_not_move_out_of_sight():
    """Thirty years are enough."""
    with pytest.raises(clock.ClockRefused, match="30 years"):
        clock.move_to(clock.real_now() + timedelta(days=366 * 30))


def test_production_refuses_and_takes_no_notice_of_a_file(settings):
    """A file that somebody left there moves nothing."""
    clock.move_to(datetime(2031, 7, 1, 9, tzinfo=clock.LONDON))
    settings.DEMONSTRATION = False
    assert abs(clock.now() - clock.real_now()) < timedelta(minutes=1)
    with pytest.raises(clock.ClockRefused, match="demonstration"):
        clock.move_to(datetime(2032, 7, 1, 9, tzinfo=clock.LONDON))


def test_the_day_is_londons(at):
    """Half past midnight of a summer's day in London is still yesterday in UTC."""
    at("2026-07-01T00:30:00")
    assert clock.today().isoformat() == "2026-07-01"
    assert clock.now().date().isoformat() == "2026-06-30"
