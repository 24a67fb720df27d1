"""Times torch.ao's quantization-aware training step and histogram calibration over the float model's.

The yardstick of the benchmarks: the same networks, batch 32 of 32x32, one thread (or the number given as the first
argument), medians of interleaved runs. Prints one JSON object a line. Needs torch 1.13 or later.
"""
import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.ao.quantization import get_default_qat_qconfig_mapping, get_default_qconfig_mapping
from torch.ao.quantization.quantize_fx import prepare_fx, prepare_qat_fx

ROUNDS = 11
WARM_UPS = 3


def conv_norm(inputs, outputs, kernel=3, stride=1, groups=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = conv_norm(inputs, outputs, 3, stride)
        self.relu = nn.ReLU()
        self.second = conv_norm(outputs, outputs)
        self.relu2 = nn.ReLU()
        same = stride == 1 and inputs == outputs
        self.skip = nn.Identity() if same else conv_norm(inputs, outputs, 1, stride)

    def forward(self, x):
        return self.relu2(self.second(self.relu(self.first(x))) + self.skip(x))


def stages(widths, depth, inputs):
    layers = []
    for stage, width in enumerate(widths):
        for index in range(depth):
            layers.append(Block(inputs, width, 2 if stage > 0 and index == 0 else 1))
            inputs = width
    return layers


def resnet20():
    stem = [conv_norm(3, 16), nn.ReLU()]
    return nn.Sequential(*stem, *stages([16, 32, 64], 3, 16), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def resnet18():
    stem = [conv_norm(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    return nn.Sequential(
        *stem, *stages([64, 128, 256, 512], 2, 64), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


class Inverted(nn.Module):
    def __init__(self, inputs, outputs, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        layers = [] if expansion == 1 else [conv_norm(inputs, hidden, 1), nn.ReLU6()]
        layers += [conv_norm(hidden, hidden, 3, stride, hidden), nn.ReLU6(), conv_norm(hidden, outputs, 1)]
        self.layers = nn.Sequential(*layers)
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x):
        return x + self.layers(x) if self.adds else self.layers(x)


def mobilenetv2():
    layers = [conv_norm(3, 32, 3, 2), nn.ReLU6()]
    inputs = 32
    settings = [
        (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
    for expansion, width, count, stride in settings:
        for index in range(count):
            layers.append(Inverted(inputs, width, stride if index == 0 else 1, expansion))
            inputs = width
    layers += [conv_norm(320, 1280, 1), nn.ReLU6(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, 10)]
    return nn.Sequential(*layers)


def step(model, images, labels):
    model.train()
    optimizer = torch.optim.SGD(model.parameters(), 1e-6, momentum=0.9)

    def run():
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()

    return run


def forward(model, images):
    model.eval()

    def run():
        with torch.no_grad():
            model(images)

    return run


def ratio(reference, other):
    for _ in range(WARM_UPS):
        reference()
        other()
    times = ([], [])
    for _ in range(ROUNDS):
        for run, taken in ((reference, times[0]), (other, times[1])):
            start = time.process_time()
            run()
            taken.append(time.process_time() - start)
    return statistics.median(times[1]) / statistics.median(times[0])


def main():
    torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for name, make in (("resnet20", resnet20), ("resnet18", resnet18), ("mobilenetv2", mobilenetv2)):
        torch.manual_seed(1)
        images, labels = torch.randn(32, 3, 32, 32), torch.randint(10, (32,))
        trained = prepare_qat_fx(make().train(), get_default_qat_qconfig_mapping("fbgemm"), (images,))
        observed = prepare_fx(make().eval(), get_default_qconfig_mapping("fbgemm"), (images,))
        figures = {
            f"torchao.qat.step.{name}": (ratio(step(make(), images, labels), step(trained, images, labels)), "x float step"),
            f"torchao.calibration.histogram.{name}": (ratio(forward(make(), images), forward(observed, images)), "x float forward"),
        }
        for key, (value, unit) in figures.items():
            print(json.dumps({"name": key, "value": round(value, 3), "unit": unit}), flush=True)


if __name__ == "__main__":
    main()
