using System.Text;
using QuantGen.Testing.Fuzzing;
using QuantGen.Tests.Training.Golden;
using QuantGen.Training.Policies;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Tests.Training.Policies;

/// <summary>Damaged policies: each is read, or refused with its line and column.</summary>
public sealed class PolicyFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Seeds =
    [
        "# example\non init:\n  by_index: all\n  by_tag: fm\n  enable: True\n  num_levels: 16\n\n  by_index: 0 3\n  enable: False\n\non epoch: 10 20\n  by_index: all\n  by_tag: wt\n  progressive: True\n  level_num: -2  # step down\n",
        "on epoch : 3\n by_index : 1, 2\n by_tag: fm, wt\n scale: 0.25\n by_index: 4\n grad_type: STE-scale\n",
        "on init:\r\n\tby_tag: ot wt\r\n\thalf_range: false\r\n\tclip_val: 1e-3\r\n\tgrad_scale: scale-element\r\n\tadaptive: var-mean\r\n\tadaptive_restore: True\r\n",
        "on init:\n by_index: all\n custom: channel\n stable: 100\n correlate: 0.5\n quant_loss_enable: True\n quant_loss_function: QDL\n quant_loss_alpha: 0.1\non norm:\non eltwise:\n",
    ];

    private static readonly string[] Pieces =
    [
        "on", "on init:\n", "on epoch: ", "by_index", "by_tag", "all", "fm", "wt", "ot", ":", ",", "#", "\n", " ", "True", "False", "-1", "0", "2", "65537", "99999999999999999999", "1e999", "NaN", "-0.0",
        "enable: True\n", "num_levels", "level_num", "progressive", "clip_val", "ratio", "global_buffer", "norm", "eltwise", "epoch", "init", "STE", "Triangle", "none", "L1", "by_", "by_index: 1 2 3\n", "epoch: 1",
    ];

    [Fact]
    public void DamagedPoliciesAreReadOrRefusedAtTheirPlace()
    {
        var texts = new FuzzedTexts(Seeds, Pieces);
        texts.Run(
            static text => Check(TrainingPolicy.Parse(Encoding.UTF8.GetString(text), "p")),
            static error => error is PolicyException refusal ? (refusal.Message, refusal.Line, refusal.Column) : null);

        output.WriteLine(texts.Summary);
        Assert.True(texts.Faults.Count == 0, string.Join('\n', texts.Faults.Take(20)));
        Assert.True(texts.Read > texts.Count / 50, texts.Summary);
        Assert.True(texts.Refused > texts.Count / 3, texts.Summary);
    }

    // What was read says something, and nothing that no quantizer can have.
    private static string? Check(TrainingPolicy policy)
    {
        foreach (var section in policy.Sections)
        {
            if ((section.Trigger == PolicyTrigger.Epochs) != (section.Epochs.Count > 0))
                return $"{section.Trigger} at {section.Epochs}";
            if (section.Groups.Any(static group => PolicyText.Count(group.Changes) == 0))
                return "a group that changes nothing";
            if (section.Groups.Any(static group => group.Changes.Levels is < 2 or > 65536 || group.Changes.Clip is <= 0 or double.NaN or double.PositiveInfinity))
                return "a value out of its range";
        }

        return null;
    }
}
