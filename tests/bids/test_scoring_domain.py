"""The ranking: worked examples with the arithmetic by hand, and what must hold for any bids."""

import random
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.bids.domain.scoring import Ranking, ScoredBid, score
from tests.bids.schemes import scheme, scored

PRICE_ONLY = scheme(price="40", quality="0", social_value="60", questions=())


def prices(*amounts: str) -> list[ScoredBid]:
    return [ScoredBid(f"bid {n}", f"Supplier {n}", D(amount), {}) for n, amount in enumerate(amounts, 1)]


def test_price_marks_are_lowest_over_this_price_times_the_marks():
    """40 marks at 100, 105, 108: 40; 100/105 x 40 = 38.0952...; 100/108 x 40 = 37.0370..."""
    ranking = score(prices("100", "105", "108"), PRICE_ONLY)
    assert [place.total for place in ranking.places] == [D("40.0000"), D("38.0952"), D("37.0370")]
    assert ranking.places[1].lines[0].words == (
        "Lowest price £100.00 ÷ this price £105.00 × 40 marks = 38.0952"
    )


def test_one_bid_worked_by_hand():
    """Price 118,000 against 112,500: 112500/118000 x 40 = 38.13559... = 38.1356.
    Quality 4/5 x 25 = 20 and 3/5 x 15 = 9. Social value (5 + 4)/10 x 20 = 18. Together 85.1356."""
    greener = scored("Greener", "118000", 4, 3, (5, 4))
    cheaper = scored("Cheaper", "112500", 3, 3, (2, 3))
    first, second = score([cheaper, greener], scheme()).places
    assert [line.marks for line in first.lines] == [D("38.1356"), D("20.0000"), D("9.0000"), D("18.0000")]
    assert (first.supplier, first.total) == ("Greener", D("85.1356"))
    assert [line.words for line in first.lines[1:]] == [
        "Score 4 ÷ 5 × 25 marks = 20.0000",
        "Score 3 ÷ 5 × 15 marks = 9.0000",
        "(appropriate 5 + achievable 4) ÷ 10 × 20 marks = 18.0000",
    ]
    # 40 + 15 + 9 + 5/10 x 20 = 10: 74
    assert (second.supplier, second.total, second.rank) == ("Cheaper", D("74.0000"), 2)
    assert (first.subtotal("price"), first.subtotal("quality")) == (D("38.1356"), D("29.0000"))


def test_a_total_is_the_sum_of_its_rounded_lines():
    places = score([scored("A", "97"), scored("B", "99.99", 1, 2, (3, 4))], scheme()).places
    for place in places:
        assert place.total == sum(line.marks for line in place.lines)
        assert all(line.marks == line.marks.quantize(D("0.0001")) for line in place.lines)


def test_a_tie_shares_the_rank_and_names_the_others():
    first, second, third = score(
        [scored("B", "100"), scored("A", "100"), scored("C", "200")], scheme()
    ).places
    assert [(p.supplier, p.rank, p.tied) for p in (first, second, third)] == [
        ("A", 1, ("B",)),
        ("B", 1, ("A",)),
        ("C", 3, ()),
    ]


def test_without_bids_there_is_no_first():
    ranking = score([], scheme())
    assert (ranking.places, ranking.first, ranking.is_tied) == ((), (), False)


def test_a_missing_score_is_never_a_zero():
    bid = scored("A", "100")
    with pytest.raises(ValueError, match="Give a score for each of"):
        score([ScoredBid(bid.uid, bid.supplier, bid.price, {"q1": {"mark": 5}})], scheme())


def test_a_score_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="Give whole scores from 0 to 5"):
        score([scored("A", "100", q1=6)], scheme())


def test_a_price_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above nothing"):
        score(prices("0"), PRICE_ONLY)


def test_a_kept_ranking_reads_back_equal_and_its_checksum_tells_a_change():
    ranking = score([scored("A", "100"), scored("B", "100")], scheme())
    kept = ranking.to_dict()
    assert Ranking.from_dict(kept) == ranking
    assert Ranking.from_dict(kept).checksum == ranking.checksum
    kept["places"][0]["total"] = "99.0000"
    assert Ranking.from_dict(kept).checksum != ranking.checksum


MARK = st.integers(0, 5)
AMOUNT = st.decimals(min_value="0.01", max_value="99999999999.99", places=2)
BID = st.tuples(AMOUNT, MARK, MARK, st.tuples(MARK, MARK))
BIDS = st.lists(BID, min_size=1, max_size=8).map(
    lambda drawn: [scored(f"S{n}", str(price), q1, q2, s1) for n, (price, q1, q2, s1) in enumerate(drawn)]
)


@settings(max_examples=200, deadline=None)
@given(BIDS)
def test_the_lowest_price_gets_all_marks_for_price(bids):
    lowest = min(bid.price for bid in bids)
    for place in score(bids, scheme()).places:
        if place.price == lowest:
            assert place.lines[0].marks == 40


@settings(max_examples=200, deadline=None)
@given(BIDS)
def test_marks_are_never_below_nothing_or_above_what_there_is(bids):
    for place in score(bids, scheme()).places:
        assert all(0 <= line.marks <= line.available for line in place.lines)
        assert 0 <= place.total <= 100


@settings(max_examples=100, deadline=None)
@given(BIDS, st.randoms(use_true_random=False))
def test_the_order_of_the_bids_does_not_matter(bids, chance: random.Random):
    shuffled = list(bids)
    chance.shuffle(shuffled)
    assert score(shuffled, scheme()) == score(bids, scheme())


@settings(max_examples=100, deadline=None)
@given(BIDS)
def test_ranks_follow_totals(bids):
    places = score(bids, scheme()).places
    for one in places:
        assert one.rank == 1 + sum(other.total > one.total for other in places)
        assert bool(one.tied) == (sum(other.total == one.total for other in places) > 1)


def test_half_of_the_last_place_of_a_mark_goes_up():
    """1 / 160,000 x 40 = 0.00025: 0.0003."""
    ranking = score(prices("1", "160000"), PRICE_ONLY)
    assert ranking.places[1].total == D("0.0003")
