// A program that is run when the engine starts: SWI-Prolog loads library predicates at their first call, and counts inferences for it.
// Behind this program every job takes the inferences it takes on any other engine, the first one too.

/** Questions that are answered, with proofs and constraints that stay, or have reasons for a no, or end in an error. */
export const WARM_UP = String.raw`
:- table path/2.
edge(a, b). edge(b, a).
path(X, Y) :- edge(X, Y).
path(X, Y) :- path(X, Z), edge(Z, Y).
big(X) :- edge(X, _), X == c.
first(X) :- member(X, [1, 2, 3]), X > 1, !.
plus(X, A, B) :- B is A + X.
?- path(a, X).
?- big(X).
?- first(X).
?- edge(X, Y), \+ edge(Y, c).
?- ( member(X, [1, 2]) -> true ; X = 3 ).
?- X #> 3.
?- dif(X, a), member(X, [a, b]).
?- X in 1..5, Y in 0..3, X #> 3, X + Y #= 6, X #\= Y, label([X, Y]).
?- L = [A, B], L ins 0..3, sum(L, #=, 5), all_different(L), labeling([max(A)], L).
?- L = [A, B], all_distinct(L), L ins 1..2, scalar_product([1, 2], L, #=<, 5), label(L).
?- length(L, 3), circuit(L), label(L).
?- tuples_in([[X, Y]], [[1, 2], [2, 3]]), element(1, [2, 3], Z), X #> 1, global_cardinality([X], [2-1]), transpose([[1], [2]], T).
?- B #<==> (X #> 3), X in 0..9, X #= 4, lex_chain([[1, 2], [1, 3]]), chain([1, 2], #<), fd_dom(X, D), X * X #= S, X mod 3 #= M.
?- msort([c, a, b], L), sumlist([1, 2], S), sum_list([1, 2], T), aggregate_all(count, member(_, [1, 2]), N), aggregate_all(max(X), member(X, [1, 2]), M).
?- setof(X-Y, edge(X, Y), L), bagof(X, Y^edge(X, Y), K), findall(X, edge(X, _), F), forall(edge(X, _), X \== c).
?- foldl(plus, [1, 2], 0, S), predsort([O, A, B]>>compare(O, A, B), [b, a], L), maplist([X, Y]>>(Y is X + 1), [1, 2], M), include([X]>>(X > 1), [1, 2], I), exclude([X]>>(X > 1), [1, 2], E).
?- list_to_assoc([a-1], A), get_assoc(a, A, V), put_assoc(b, A, 2, B), assoc_to_list(B, L), assoc_to_keys(B, K), assoc_to_values(B, W).
?- list_to_ord_set([b, a], S), ord_union(S, [c], T), ord_subtract(T, [a], U), ord_memberchk(b, U), pairs_keys_values(P, [a], [1]), pairs_keys(P, K), pairs_values(P, V).
?- nth0(0, [a, b], X), nth1(I, [a, b], b), last([a, b], Y), reverse([a, b], R), permutation([a, b], Q), subtract([a], [b], D), intersection([a], [a], N), union([a], [b], U), list_to_set([a, a], S), delete([a], b, E), max_list([1, 2], M), min_list([1, 2], W), numlist(1, 3, L).
?- flatten([a, [b]], L), group_pairs_by_key([a-1, a-2], G), select(a, [a, b], R), selectchk(a, [a], S), exclude([X]>>(X == a), [a], E), partition([X]>>(X > 1), [1, 2], I, O), max_member(M, [1, 2]), subset([a], [a]), sort(0, @>=, [1, 2], D), append([[a], [b]], A).
?- atomic_list_concat(L, ',', 'a,b'), split_string("a b", " ", "", P), sub_atom(abc, B, 1, A, b), atom_string(X, "s"), upcase_atom(a, U), term_to_atom(f(Y), T), string_concat("a", "b", C), number_codes(N, "12").
?- label([_]).
?- length(_, a).
?- string(_).
?- rational(_).
?- is_list(_).
?- keysort(_, _).
?- list_to_assoc(_, _).
?- group_pairs_by_key(_, _).
?- nth1(I, L, E, R).
?- zcompare(O, A, B).
?- aggregate_all(X, true, Y).
?- aggregate_all(X, Y, true, Z).
?- append(X, Y).
?- subseq(X, Y, Z).
?- subseq([a, b], Y, Z).
?- list_to_set(X, Y).
?- string_to_atom(X, Y).
?- string_to_atom("a", Y).
?- all_different(X).
?- global_cardinality(X, Y).
?- ins(X, 1..2).
`;
