using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

public sealed class HookTests
{
    [Fact]
    public void CallRunsTheHooksAroundForward()
    {
        using var relu = ReLU();
        var order = new List<string>();
        relu.register_forward_pre_hook(_ => order.Add("module before"));
        relu.register_forward_pre_hook((_, input) =>
        {
            order.Add("before");
            return input;
        });
        relu.register_forward_hook((_, _, output) =>
        {
            order.Add("after");
            return output;
        });
        relu.register_forward_hook(_ => order.Add("module after"));

        relu.call(ones(1));

        Assert.Equal(["module before", "before", "after", "module after"], order);
    }

    [Fact]
    public void ForwardRunsNoHooks()
    {
        using var relu = ReLU();
        relu.register_forward_hook(_ => Assert.Fail("the hook ran"));

        relu.forward(ones(1));
    }

    [Fact]
    public void HooksChangeInputAndOutput()
    {
        using var relu = ReLU();
        relu.register_forward_pre_hook((_, input) => input + 1);
        relu.register_forward_hook((_, _, output) => output * 10);

        Near.Equal([20], relu.call(ones(1)));
    }

    [Fact]
    public void AHookThatReturnsNullChangesNothing()
    {
        using var relu = ReLU();
        relu.register_forward_pre_hook((_, _) => null!);
        relu.register_forward_hook((_, _, _) => null!);

        Near.Equal([1], relu.call(ones(1)));
    }

    [Fact]
    public void ARemovedHookRunsNoMore()
    {
        using var relu = ReLU();
        var calls = 0;
        var remover = relu.register_forward_hook(_ => calls++);

        relu.call(ones(1));
        remover.remove();
        relu.call(ones(1));

        Assert.Equal(1, calls);
    }

    [Fact]
    public void AHookOfAModuleWithTwoInputsReplacesBoth()
    {
        using var loss = MSELoss();
        loss.register_forward_pre_hook((_, input, target) => (input * 2, target));

        Near.Equal([1], loss.call(ones(1), ones(1)));
    }
}
