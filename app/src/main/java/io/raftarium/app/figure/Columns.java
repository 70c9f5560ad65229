package io.raftarium.app.figure;

import java.util.Arrays;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** As many columns as fit; each child goes below the shortest one. */
final class Columns extends Region {
  private static final double LEAST_WIDTH = 300;
  private static final double GAP = 8;

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  void show(List<? extends Node> children) {
    getChildren().setAll(children);
  }

  @Override
  protected double computeMinWidth(double height) {
    return 0;
  }

  @Override
  protected double computePrefWidth(double height) {
    return LEAST_WIDTH;
  }

  @Override
  protected double computePrefHeight(double width) {
    return place(width <= 0 ? LEAST_WIDTH : width, false);
  }

  @Override
  protected double computeMinHeight(double width) {
    return computePrefHeight(width);
  }

  @Override
  protected void layoutChildren() {
    double _ = place(getWidth(), true);
  }

  private double place(double width, boolean move) {
    double room = width - snappedLeftInset() - snappedRightInset();
    int count = (int) Math.max(1, Math.floor((room + GAP) / (LEAST_WIDTH + GAP)));
    double each = Math.floor((room - (count - 1) * GAP) / count);
    double[] ends = new double[count];
    Arrays.fill(ends, snappedTopInset());
    for (Node child : getManagedChildren()) {
      int column = 0;
      for (int other = 1; other < count; other++) {
        // A little higher is no reason to leave the reading order.
        if (ends[other] < ends[column] - 1) {
          column = other;
        }
      }
      double height = Math.ceil(child.prefHeight(each));
      if (move) {
        child.resizeRelocate(
            snappedLeftInset() + column * (each + GAP), ends[column], each, height);
      }
      ends[column] += height + GAP;
    }
    double end = 0;
    for (double column : ends) {
      end = Math.max(end, column);
    }
    return end + snappedBottomInset();
  }
}
