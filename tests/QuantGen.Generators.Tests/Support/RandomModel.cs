using System.Globalization;
using System.Text;

namespace QuantGen.Generators.Tests.Support;

/// <summary>
/// Writes a model class whose forward is a random program: layers, sums in every form, aliases, in-place writes, branches
/// on a flag, loops. Every value has one shape, so any program runs.
/// </summary>
/// <param name="seed">Chooses the program.</param>
internal sealed class RandomModel(int seed)
{
    private const int Layers = 4;

    private readonly Random _random = new(seed);
    private readonly StringBuilder _body = new();
    private readonly List<string> _variables = ["x"];
    private int _declared;

    /// <summary>The name of the class.</summary>
    public string Name => "Random" + seed.ToString(CultureInfo.InvariantCulture);

    /// <summary>The file of the class.</summary>
    public string Source()
    {
        Statements(depth: 0, count: 4 + _random.Next(5));
        return $$"""
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize]
            internal sealed partial class {{Name}} : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv0, conv1, conv2, conv3;
                private readonly BatchNorm2d bn0, bn1, bn2, bn3;
                private readonly Module<Tensor, Tensor> tanh = Tanh();
                private readonly bool flag;

                internal {{Name}}(bool flag) : base(nameof({{Name}}))
                {
                    this.flag = flag;
                    (conv0, conv1, conv2, conv3) = (Conv2d(4, 4, 1), Conv2d(4, 4, 1), Conv2d(4, 4, 1), Conv2d(4, 4, 1));
                    (bn0, bn1, bn2, bn3) = (BatchNorm2d(4), BatchNorm2d(4), BatchNorm2d(4), BatchNorm2d(4));
                    RegisterComponents();
                }

                public override Tensor forward(Tensor x)
                {
            {{_body}}        return tanh.call({{Variable()}});
                }
            }

            """;
    }

    private void Statements(int depth, int count)
    {
        var outer = _variables.Count;
        for (var i = 0; i < count; i++)
            Statement(depth);
        _variables.RemoveRange(outer, _variables.Count - outer);
    }

    private void Statement(int depth)
    {
        var layer = _random.Next(Layers);
        switch (_random.Next(depth < 2 ? 12 : 9))
        {
            case 0 or 1:
                var (value, name) = (Expression(2), $"v{_declared++}");
                Line(depth, $"var {name} = {value};");
                _variables.Add(name);
                break;
            case 2:
                var (left, right) = (Variable(), Expression(2));
                Line(depth, $"{left} = {(left == right ? $"{right}.tanh()" : right)};");
                break;
            case 3:
                var target = Variable();
                Line(depth, $"{target} = conv{layer}.call({Variable()});");
                Line(depth, $"{target} = bn{layer}.call({target});");
                break;
            case 4:
                Line(depth, $"{Variable()} += {Expression(2)};");
                break;
            case 5:
                Line(depth, $"{Variable()}.add_({Expression(1)});");
                break;
            case 6:
                Line(depth, $"{Variable()} = {Variable()}.add_({Expression(1)});");
                break;
            case 7:
                Line(depth, $"{Variable()} = tanh.call({Variable()});");
                break;
            case 8:
                Line(depth, $"{Variable()}.tanh_();");
                break;
            case 9 or 10:
                Line(depth, _random.Next(2) == 0 ? "if (flag)" : "if (x.shape[0] > 1)");
                Block(depth);
                if (_random.Next(2) == 0)
                {
                    Line(depth, "else");
                    Block(depth);
                }

                break;
            default:
                Line(depth, $"for (var i{depth} = 0; i{depth} < 2; i{depth}++)");
                Block(depth);
                break;
        }
    }

    private void Block(int depth)
    {
        Line(depth, "{");
        Statements(depth + 1, 1 + _random.Next(3));
        Line(depth, "}");
    }

    private string Expression(int depth)
    {
        var layer = _random.Next(Layers);
        return depth == 0 ? Variable() : _random.Next(10) switch
        {
            0 => $"conv{layer}.call({Expression(depth - 1)})",
            1 or 2 => $"bn{layer}.call(conv{layer}.call({Expression(depth - 1)}))",
            3 => $"tanh.call({Expression(depth - 1)})",
            4 => $"({Expression(depth - 1)} + {Expression(depth - 1)})",
            5 => $"{Variable()}.add({Expression(depth - 1)})",
            6 => $"add({Expression(depth - 1)}, {Expression(depth - 1)})",
            7 => $"(flag ? {Expression(depth - 1)} : {Expression(depth - 1)})",
            8 => $"{Variable()}.tanh()",
            _ => Variable(),
        };
    }

    private string Variable() => _variables[_random.Next(_variables.Count)];

    private void Line(int depth, string text) => _body.Append(' ', 8 + (4 * depth)).Append(text).Append('\n');
}
