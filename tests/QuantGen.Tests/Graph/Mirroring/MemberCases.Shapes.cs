using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph.Mirroring;

/// <content>Shapes, parts, reductions and products.</content>
internal static partial class MemberCases
{
    private static IEnumerable<MemberCase> Shapes =>
    [
        .. Each(["view", "reshape"], F(2, 3, 4), L(4, -1)),
        .. Each(["view", "reshape"], F(2, 3, 4), L(24)),
        Case("view_as", F(2, 6), F(3, 4)),
        Case("flatten", F(2, 3, 4)),
        Case("flatten", F(2, 3, 4), 1L),
        Case("flatten", F(2, 3, 4, 2), 1L, 2L),
        Case("flatten", F(2, 3, 4), 1L, -1L),
        Case("flatten", F()),
        Case("unflatten", F(2, 6), 1L, L(2, -1)),
        Case("unflatten", F(2, 6), -1L, new Size((long[])[3, 2])),
        Case("ravel", F(2, 3)),
        Case("permute", F(2, 3, 4), L(2, 0, 1)),
        Case("permute", F(2, 3, 4), L(-1, 0, 1)),
        .. Each(["transpose", "transpose_", "swapaxes", "swapdims"], F(2, 3, 4), 0L, -1L),
        .. Each(["movedim", "moveaxis"], F(2, 3, 4), L(0, 1), L(-1, 0)),
        .. Each(["movedim", "moveaxis"], F(2, 3, 4), 0L, 2L),
        Case("t", F(2, 3)),
        Case("t", F(3)),
        Case("get_T", F(2, 3)),
        Case("get_mT", F(2, 3, 4)),
        .. Each(AndInPlace("squeeze"), F(1, 3, 1)),
        .. Each(AndInPlace("squeeze"), F(1, 3, 1), -1L),
        .. Each(AndInPlace("squeeze"), F(1, 3, 1), 1L),
        .. Each(AndInPlace("unsqueeze"), F(2, 3), 1L),
        .. Each(AndInPlace("unsqueeze"), F(2, 3), -1L),
        Case("expand", F(2, 1, 3), L(4, -1, 5, 3)),
        Case("expand", F(2, 1, 3), L(2, 4, 3), false),
        Case("expand", F(1, 3), new Size((long[])[2, 3])),
        Case("expand_as", F(2, 1), F(2, 5)),
        Case("broadcast_to", F(2, 1), L(3, 2, 4)),
        Case("repeat", F(2, 3), L(2, 1, 3)),
        Case("tile", F(2, 3), L(2)),
        Case("tile", F(2, 3), L(2, 2, 2)),
        Case("repeat_interleave", F(2, 3), 2L),
        Case("repeat_interleave", F(2, 3, 2), 3L, 1L),
        Case("flip", F(2, 3, 4), L(0, -1)),
        .. Each(["fliplr", "flipud"], F(3, 4)),
        Case("roll", F(3, 4), 2L),
        Case("roll", F(3, 4), -1L, 1L),
        Case("roll", F(3, 4), L(1, -2), L(0, 1)),
        Case("roll", F(3, 4), (1L, 2L), (0L, 1L)),
        Case("roll", F(3, 4, 2), (1L, 2L, 1L), (0L, 1L, 2L)),
        .. Each(AndInPlace("tril", "triu"), F(4, 3)),
        .. Each(AndInPlace("tril", "triu"), F(2, 4, 3), 1L),
        .. Each(AndInPlace("tril", "triu"), F(4, 3), -1L),
    ];

    private static IEnumerable<MemberCase> Selections =>
    [
        Case("select", F(2, 3, 4), 1L, -1L),
        Case("select", F(2, 3, 4), -1L, 2L),
        Case("narrow", F(2, 5), 1L, 1L, 3L),
        Case("slice", F(2, 7), 1L, 1L, 6L, 2L),
        Case("slice", F(2, 7), 1L, -3L, 100L, 1L),
        Case("chunk", F(7, 2), 3L),
        Case("chunk", F(2, 6), 3L, -1L),
        Case("split", F(7, 2), 3L),
        Case("split", F(2, 5), L(2, 3), 1L),
        Case("split", F(5, 2), L(2, 3)),
        Case("split", F(2, 5), 2L, 1),
        Case("tensor_split", F(7, 2), 3L),
        Case("tensor_split", F(2, 7), L(2, 5), 1L),
        Case("unbind", F(3, 2)),
        Case("unbind", F(2, 3), 1L),
        Case("unbind", F(2, 3), 1),
        Case("index_select", F(3, 2), 0L, X(5)),
        Case("gather", F(2, 3), 1L, X(2, 2)),
        Case("diagonal", F(3, 4)),
        Case("diagonal", F(2, 3, 4), 1L, 1L, 2L),
        Case("diagonal", F(3, 4), -1L),
        Case("cat", (object)Many(F(2, 3), F(1, 3))),
        Case("cat", (object)Many(F(2, 3), F(2, 2)), -1L),
        Case("concat", (object)Many(F(2, 3), W(2, 3))),
        Case("stack", (object)Many(F(2, 3), F(2, 3)), 1L),
        Case("stack", (object)Many(F(2, 3), F(2, 3)), -1L),
        Case("hstack", (object)Many(F(2, 3), F(2, 1))),
        Case("hstack", (object)Many(F(3), F(1))),
        Case("vstack", (object)Many(F(3), F(3))),
        Case("vstack", (object)Many(F(2, 3), F(1, 3))),
        Case("einsum", "bij,bjk->bik", (object)Many(F(2, 3, 4), F(2, 4, 5))),
        Case("einsum", "ij,j", (object)Many(F(3, 4), F(4))),
    ];

    private static IEnumerable<MemberCase> Reductions =>
    [
        .. Each(["sum", "mean", "prod", "std", "var", "norm", "max", "min", "argmax", "argmin"], F(2, 3, 4)),
        .. Each(["sum", "prod", "max", "min", "any", "all"], W(2, 3)),
        .. Each(["any", "all"], B(2, 3)),
        .. Each(["any", "all", "argmax", "argmin", "max", "min"], H(4, 5), 1L),
        .. Each(["max", "min", "argmax", "argmin", "any", "all", "prod", "sum", "logsumexp"], F(2, 3, 4), -2L, true),
        .. Each(["sum", "mean", "amax", "amin"], F(2, 3, 4), L(0, -1)),
        .. Each(["sum", "mean", "amax", "amin"], F(2, 3, 4), L(0, 2), true),
        .. Each(["std", "var"], F(2, 3, 4), L(0, 2), false, true),
        .. Each(["std", "var"], F(2, 3, 4), 1L),
        .. Each(["std", "var"], F(2, 3, 4), (0L, 1L)),
        .. Each(["std", "var"], F(2, 3, 4), (0L, 1L, 2L), true, true),
        .. Each(["std", "var"], F(2, 3, 4), false),
        .. Each(["sum", "prod"], B(2, 3)),
        .. Each(["sum", "prod"], F(2, 3), ScalarType.Float32),
        Case("sum", F(2, 3, 4), 0L, 1L),
        Case("sum", F(2, 3, 4), 0L, 1L, 2L, true),
        Case("sum", F(2, 3, 4), 1L),
        Case("norm", F(2, 3), 1f),
        Case("norm", F(2, 3), 3f),
        Case("norm", F(2, 3), float.PositiveInfinity),
        Case("norm", F(2, 3), float.NegativeInfinity),
        Case("norm", F(2, 3), 0f),
        Case("norm", F(2, 3), 1, true, 2f),
        Case("logsumexp", F(2, 3), 1L),
        Case("cumsum", F(2, 3), 1L),
        Case("cumsum", W(2, 3), 0L),
        Case("topk", F(2, 5), 3),
        Case("topk", F(5, 2), 2, 0, false),
    ];

    private static IEnumerable<MemberCase> Matrices =>
    [
        Case("matmul", F(2, 3), F(3, 4)),
        Case("matmul", F(3), F(3)),
        Case("matmul", F(2, 3), F(3)),
        Case("matmul", F(3), F(3, 2)),
        Case("matmul", F(5, 1, 2, 3), F(4, 3, 2)),
        Case("mm", F(2, 3), F(3, 4)),
        Case("bmm", F(2, 3, 4), F(2, 4, 5)),
        Case("mv", F(2, 3), F(3)),
        Case("dot", F(3), F(3)),
        .. Each(["outer", "ger"], F(3), F(4)),
        Case("addmm", F(4), F(2, 3), F(3, 4), 0.5f, 2f),
        Case("baddbmm", F(2, 3, 5), F(2, 3, 4), F(2, 4, 5), 0.5f, 2f),
        Case("addmv", F(2), F(2, 3), F(3), 0.5f, 2f),
    ];

    private static IEnumerable<MemberCase> Types =>
    [
        .. Each(["to", "to_type"], F(2, 3), ScalarType.Int64),
        .. Each(["to", "to_type"], W(2, 3), ScalarType.Float32, true),
        Case("to", F(2, 3), DeviceType.CPU),
        Case("to", F(2, 3), DeviceType.CPU, -1, true),
        Case("to", F(2, 3), "cpu"),
        Case("to", F(2, 3), CPU),
        Case("to", W(2, 3), ScalarType.Float32, CPU),
        Case("to", F(2, 3), W(1)),
        Case("type", F(2, 3), ScalarType.Int32),
        Case("type_as", F(2, 3), B(1)),
        .. Each(["float", "long", "int", "short", "char", "byte", "bool"], X(2, 3)),
        .. Each(["int", "bool"], F(2, 3)),
        .. Each(["cpu", "clone", "contiguous", "alias", "detach", "detach_"], F(2, 3)),
        .. Each(["requires_grad_", "with_requires_grad"], F(2, 3), false),
        .. Each(["DetachFromDisposeScope", "MoveToOuterDisposeScope"], F(2, 3)),
        Case("MoveToOtherDisposeScope", F(2, 3), F(1)),
    ];

    private static IEnumerable<MemberCase> Likes =>
    [
        .. Each(["zeros_like", "ones_like"], F(2, 3)),
        .. Each(["zeros_like", "ones_like"], F(2, 3), ScalarType.Int64),
        Case("full_like", W(2, 3), S(3)),
        Case("new_zeros", F(2), L(2, 3)),
        Case("new_full", F(2), L(2, 3), S(1.5)),
        .. Enumerable.Range(1, 4).SelectMany(static rank => (MemberCase[])
        [
            Case("new_zeros", [F(2), .. Extents(rank)]),
            Case("new_ones", [F(2), .. Extents(rank)]),
            Case("new_full", [F(2), .. Extents(rank), S(0.5)]),
        ]),
    ];

    private static IEnumerable<object> Extents(int rank) => Enumerable.Range(2, rank).Select(static extent => (object)(long)extent);

    private static Support.Sample[] Many(params Support.Sample[] samples) => samples;
}
