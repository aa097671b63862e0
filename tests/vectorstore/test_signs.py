from __future__ import annotations

import numpy as np
import pytest

from vectorstore.signs import Bearing, Signs, Vectors, likeliest, narrowed


def drawn(number: int, dimension: int, seed: int = 0) -> Vectors:
    """Unit vectors round one side of the sphere, as those of a model are."""
    vectors = np.random.default_rng(seed).standard_normal((number, dimension)) + 0.3
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def signs_of(vectors: Vectors) -> Signs:
    return Signs.of(vectors, np.arange(len(vectors)), len(vectors))


@pytest.mark.parametrize("dimension", [1, 63, 64, 65, 384])
def test_packed_signs_come_back_and_fit_their_vectors(dimension: int) -> None:
    vectors = drawn(30, dimension)

    signs = Signs.unpack(signs_of(vectors).pack())

    assert signs.fit(vectors, np.arange(30))
    assert not signs.fit(-vectors, np.arange(30))
    asked = Bearing.of(vectors[0])
    assert signs.guess(asked).tolist() == signs_of(vectors).guess(asked).tolist()


def test_vectors_of_another_length_do_not_fit() -> None:
    assert not signs_of(drawn(3, 64)).fit(drawn(3, 63), np.arange(3))


@pytest.mark.parametrize("packed", [b"", b"\x02\x00\x00\x00\x09\x00\x00\x00", b"\x00" * 999])
def test_what_was_not_packed_is_an_error(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"buffer|reshape|offset"):
        Signs.unpack(packed)


def test_of_a_place_without_a_vector_there_is_no_sign() -> None:
    vectors = drawn(2, 64)

    signs = Signs.of(vectors, np.array([0, 5]), 6)

    assert signs.bits.shape == (1, 6)
    assert signs.fit(vectors, np.array([0, 5]))


def test_an_estimate_is_near_the_cosine_and_nearer_than_a_guess() -> None:
    vectors = drawn(2_000, 384)
    asked = Bearing.of(drawn(1, 384, seed=9)[0])

    signs = signs_of(vectors)
    guesses, estimates = signs.guess(asked), signs.estimate(asked, asked.told(signs.bits))

    cosines = vectors @ asked.vector
    assert np.abs(guesses - cosines).mean() < 0.06
    assert np.abs(estimates - cosines).mean() < 0.04


def test_what_a_vector_tells_of_bits_is_its_product_with_them() -> None:
    vector, vectors = drawn(2, 65), drawn(40, 65, seed=2)
    signs = signs_of(vectors)

    told = Bearing.of(vector[0]).told(signs.bits)

    as_numbers = np.where(vectors > signs.middle, 1, -1)
    assert told == pytest.approx(as_numbers @ vector[0], abs=1e-5)


def test_the_nearest_are_among_the_likeliest_of_several_volumes() -> None:
    vectors = drawn(9_000, 384)
    volumes = [(1, signs_of(vectors[:4_000])), (4_001, signs_of(vectors[4_000:]))]
    asked = vectors[[5, 4_500]] + 0.5 * drawn(2, 384, seed=3)

    for one in asked / np.linalg.norm(asked, axis=1, keepdims=True):
        nearest = set((np.argsort(-(vectors @ one))[:20] + 1).tolist())
        found = likeliest(volumes, one, 400)
        assert len(found) == len(set(found)) == 400
        assert len(nearest & set(found)) >= 17


def test_of_some_numbers_each_has_its_place_among_them() -> None:
    vectors = drawn(100, 64)
    volumes = [(1, signs_of(vectors[:40])), (41, signs_of(vectors[40:70])), (81, signs_of(vectors[70:]))]
    numbers = np.array([2, 40, 41, 75, 81, 82])  # the fourth is in no volume

    found = narrowed(volumes, numbers)

    assert [(start, some.size) for start, some in found] == [(0, 2), (2, 1), (4, 2)]
    assert found[0][1].bits.tolist() == volumes[0][1].bits[:, [1, 39]].tolist()
    assert found[2][1].bits.tolist() == volumes[2][1].bits[:, :2].tolist()
    assert narrowed([], numbers) == []
    assert narrowed(volumes, numbers[:0]) == []


def test_of_fewer_vectors_all_are_likely() -> None:
    assert sorted(likeliest([(7, signs_of(drawn(3, 64)))], drawn(1, 64)[0], 800)) == [7, 8, 9]
    assert likeliest([], drawn(1, 64)[0], 800) == []
