using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Turns the planned changes of forward into edits of its text.</summary>
internal sealed partial class ForwardEdits
{
    private readonly ForwardModel _forward;
    private readonly int _indentation;
    private readonly EquatableArray<QuantizerPlan> _quantizers;
    private readonly GuardWriter _guards;
    private readonly List<ForwardEdit> _edits = [];
    private readonly TraceModel? _trace;

    private ForwardEdits(QuantizationPlan plan, int indentation, TraceModel? trace)
    {
        _trace = trace;
        _indentation = indentation;
        _guards = new GuardWriter(plan.Module);
        _forward = plan.Module.Forward;
        _quantizers = plan.Quantizers;
    }

    /// <summary>The edits in the order of the text, none overlapping another.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="indentation">Spaces before the method in the twin.</param>
    /// <param name="trace">What makes the method compute over values of a graph; null for tensors.</param>
    public static List<ForwardEdit> Of(QuantizationPlan plan, int indentation, TraceModel? trace = null)
    {
        var edits = new ForwardEdits(plan, indentation, trace);
        foreach (var edit in plan.Module.Forward.Edits)
            edits._edits.Add(new ForwardEdit(edit.Range.Start, edit.Range.Length, edit.Text, int.MaxValue));
        foreach (var rewrite in plan.Rewrites)
            edits.Add(rewrite);
        foreach (var modifier in StaticModifiers.ToDrop(plan))
            edits.Delete(modifier.Start, modifier.Length);

        if (trace is not null)
            return TraceMerge.Merge(edits._edits, trace, plan.Module.Type.FullName);

        var members = plan.Module.Forward.Members;
        for (var i = 0; i < members.Count; i++)
        {
            if (!members[i].IsDocumented && members[i].IsPublic)
                edits.Insert(members[i].Declaration, Documentation(i, plan.Module.Type) + "\n" + new string(' ', indentation), int.MinValue);
        }

        Sort(edits._edits);
        return edits._edits;
    }

    /// <summary>By place and order; what is equal in both stays as it was put in. Most edits are put in where they belong.</summary>
    private static void Sort(List<ForwardEdit> edits)
    {
        for (var i = 1; i < edits.Count; i++)
        {
            var (edit, to) = (edits[i], i);
            for (; to > 0 && IsBehind(edits[to - 1], edit); to--)
                edits[to] = edits[to - 1];
            edits[to] = edit;
        }
    }

    private static bool IsBehind(ForwardEdit left, ForwardEdit right) => left.Start > right.Start || (left.Start == right.Start && left.Order > right.Order);

    private static string Documentation(int member, TypeModel type) =>
        member == 0 ? "/// <inheritdoc />" : $"/// <summary>As in <see cref=\"{type.Cref}\"/>.</summary>";

    /// <summary>The order of what opens: of two that begin at one place the longer is first.</summary>
    internal static int Opening(TextRange range) => 1_000_000 - (2 * range.Length);

    /// <summary>The order of what closes: of two that end at one place the longer is last.</summary>
    internal static int Closing(TextRange range) => -1_000_000 + (2 * range.Length);

    /// <summary>How forward names a quantizer.</summary>
    private string Access(string quantizer)
    {
        // There are a few of them, and each is named once or twice.
        foreach (var plan in _quantizers)
        {
            if (plan.Name == quantizer)
                return _guards.Access(plan);
        }

        throw new InvalidOperationException($"There is no quantizer '{quantizer}'.");
    }

    /// <summary>How a quantizer is called on what stands at a place.</summary>
    private string Call(TextRange range) => IsTensor(range) ? ".call" : ".Trace";

    private string IfPresent(TextRange range) => IsTensor(range) ? ".CallIfPresent" : ".TraceIfPresent";

    /// <summary>Whether what stands at a place is a tensor. In what computes over tensors, everything is.</summary>
    private bool IsTensor(TextRange range)
    {
        if (_trace is null)
            return true;

        foreach (var tensor in _trace.Tensors)
        {
            if (tensor.Start >= range.Start && tensor.End <= range.End && IsWithinParentheses(range, tensor))
                return true;
        }

        return false;
    }

    /// <summary>Whether the call of what stands at a place gives a tensor.</summary>
    private bool BeginsTensor(TextRange called) => _trace is null || _trace.Tensors.Any(tensor => tensor.Start == called.Start && tensor.End > called.End);

    private bool IsWithinParentheses(TextRange outer, TextRange inner) =>
        IsAll(_forward.Text.Substring(outer.Start, inner.Start - outer.Start), '(') && IsAll(_forward.Text.Substring(inner.End, outer.End - inner.End), ')');

    private static bool IsAll(string text, char sign) => text.All(character => character == sign || char.IsWhiteSpace(character));

    private void Add(Rewrite rewrite)
    {
        switch (rewrite)
        {
            case QuantizeOperand operand:
                Wrap(operand.Range, Access(operand.Quantizer) + Call(operand.Range) + "(");
                break;
            case QuantizeOutput output:
                Wrap(output.Range, output.Quantizer + IfPresent(output.Range) + "(");
                break;
            case QuantizeEach list:
                Wrap(list.Range, Access(list.Quantizer) + (IsTensor(list.Range) ? ".CallEach(" : ".TraceEach("));
                break;
            case QuantizeTarget join:
                Wrap(join.Target, Access(join.Quantizer) + Call(join.Target) + "(");
                Insert(join.Range.Start, TextAt(join.Target) + " = ", int.MinValue);
                if (join.Operator is { } sign)
                    WriteOut(join, sign);
                break;
            case QuantizeCall call:
                Insert(call.Range.End - 1, List(call.Activation, call.Quantizer is { } quantizer ? Access(quantizer) : null), int.MaxValue);
                CallInsteadOfForward(call.Range.Start);
                break;
            case QuantizeSum sum:
                ComputeSum(sum);
                break;
            case ClipIntoTarget clip:
                Insert(clip.Range.Start, $"{clip.Target} = {Call(clip.Quantizer, clip.IsOptional, clip.Range)}", Opening(clip.Range));
                Insert(clip.Range.End, ")", Closing(clip.Range));
                break;
            case ClipAssignedJoin join:
                ClipAssigned(join);
                break;
            case CallInstead call:
                Delete(call.Range.Start, call.Range.Length, Access(call.Quantizer) + (BeginsTensor(call.Range) ? ".call" : ".Trace"));
                break;
            case ClipInputs inputs:
                ClipInputs(inputs);
                break;
            case RemoveCall call:
                RemoveCall(call);
                break;
            case RemoveStatement statement:
                var line = StatementLine.Of(_forward.Text, statement.Range);
                Delete(line.Start, line.Length);
                break;
        }
    }

    /// <summary>Puts a call around an expression. What closes comes before what opens; the outer opens first and closes last.</summary>
    private void Wrap(TextRange range, string opening)
    {
        // Parentheses that are there already serve as the call's.
        if (IsParenthesized(range))
        {
            Insert(range.Start, opening.Substring(0, opening.Length - 1), Opening(range));
            return;
        }

        Insert(range.Start, opening, Opening(range));
        Insert(range.End, ")", Closing(range));
    }

    /// <summary>Makes <c>x += y</c> the sum <c>x + y</c>, with parentheses around what the sign would tear apart.</summary>
    private void WriteOut(QuantizeTarget join, string sign) =>
        WriteOut(sign, join.Target, join.Right, keepsTogether: !join.IsRightQuantized && !IsPrimary(join.Right));

    private void WriteOut(string sign, TextRange target, TextRange right, bool keepsTogether)
    {
        Delete(_forward.Text.IndexOf(sign + "=", target.End, StringComparison.Ordinal), sign.Length + 1, sign);
        if (!keepsTogether)
            return;

        Insert(right.Start, "(", int.MinValue);
        Insert(right.End, ")", int.MaxValue);
    }

    /// <summary>Makes <c>a + b</c> the call <c>q.AddTo(a, b)</c>; operands of another order than the parameters' are named.</summary>
    private void ComputeSum(QuantizeSum sum)
    {
        var target = sum.IsAssignment ? TextAt(sum.Left) + " = " : "";
        Insert(sum.Range.Start, target + Access(sum.Quantizer) + (IsTensor(sum.Range) ? ".AddTo(" : ".TraceSum(") + (sum.IsSkipLeft ? "identity: " : ""), Opening(sum.Range) + 1);
        Delete(sum.Left.End, sum.Right.Start - sum.Left.End, sum.IsSkipLeft ? ", output: " : ", ");
        var activation = sum.Activation is null ? "" : sum.IsSkipLeft ? ", activation: " + sum.Activation : ", " + sum.Activation;
        Insert(sum.Range.End, activation + ")", Closing(sum.Range) - 1);
    }


    private static string List(params string?[] arguments) => string.Concat(arguments.Where(static argument => argument is not null).Select(static argument => ", " + argument));

    /// <summary>A quantized layer takes a quantizer along in <c>call</c> only.</summary>
    private void CallInsteadOfForward(int end)
    {
        const string Forward = "forward";
        var start = _forward.Text.LastIndexOf(Forward, end - 1, StringComparison.Ordinal);
        var isTraced = _trace?.Edits.Any(edit => edit.Range.Start == start) == true;
        if (start > _forward.Text.LastIndexOf("call", end - 1, StringComparison.Ordinal) && !isTraced)
            _edits.Add(new ForwardEdit(start, Forward.Length, "call", 0));
    }

    /// <summary>Leaves the argument, in its parentheses if something behind would otherwise bind to a part of it.</summary>
    private void RemoveCall(RemoveCall call)
    {
        var keepsParentheses = !IsPrimary(call.Argument);
        Delete(call.Range.Start, call.Argument.Start - call.Range.Start, keepsParentheses ? "(" : "");
        Delete(call.Argument.End, call.Range.End - call.Argument.End, keepsParentheses ? ")" : "");
    }

    /// <summary>Whether one pair of parentheses holds the whole expression.</summary>
    private bool IsParenthesized(TextRange range)
    {
        var depth = 0;
        for (var i = range.Start; i < range.End; i++)
        {
            if (_forward.Text[i] is '(')
                depth++;
            else if (_forward.Text[i] is ')' && --depth == 0)
                return i == range.End - 1;
            if (depth == 0)
                return false;
        }

        return false;
    }

    /// <summary>Whether an expression is a name or a call, so that it binds tighter than anything behind it.</summary>
    private bool IsPrimary(TextRange range)
    {
        var depth = 0;
        for (var i = range.Start; i < range.End; i++)
        {
            var character = _forward.Text[i];
            if (character is '(' or '[')
                depth++;
            else if (character is ')' or ']')
                depth--;
            else if (depth == 0 && !char.IsLetterOrDigit(character) && character is not ('_' or '.' or '@' or '!') && !char.IsWhiteSpace(character))
                return false;
        }

        return true;
    }

    private void Insert(int at, string text, int order) => _edits.Add(new ForwardEdit(at, 0, text, order));

    private void Delete(int start, int length, string replacement = "") => _edits.Add(new ForwardEdit(start, length, replacement, int.MaxValue - 1));

    private string TextAt(TextRange range) => _forward.Text.Substring(range.Start, range.Length);
}
