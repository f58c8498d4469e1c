import QtQuick
import QtQuick.Layouts
import SecureClient.Model

// A flow: numbered header, the step in front, [上一步] [下一步] at the bottom.
AppPage {
    id: page

    required property WizardViewModel wizard
    property bool buttons: true // a step with its own buttons hides the footer's

    viewModel: wizard
    scrolls: !((loader.item as WizardStep)?.fillsPage ?? false)

    Stepper {
        visible: page.wizard.stepTitles.length > 1
        titles: page.wizard.stepTitles
        index: page.wizard.stepIndex
    }
    Loader {
        id: loader

        readonly property url step: page.wizard.stepUrl

        objectName: "wizardStep"
        Layout.fillWidth: true
        Layout.fillHeight: !page.scrolls
        focus: true
        onStepChanged: if (step.toString() !== "") setSource(step, { "vm": page.wizard })
        Component.onCompleted: if (step.toString() !== "") setSource(step, { "vm": page.wizard })
    }

    footer: ColumnLayout {
        visible: page.buttons
        spacing: Style.space(2)

        Loader {
            Layout.fillWidth: true
            visible: status === Loader.Ready
            sourceComponent: (loader.item as WizardStep)?.bar ?? null
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Style.space(3)

            Item {
                visible: !Style.compact
                Layout.fillWidth: true
            }
            AppButton {
                objectName: "wizardPrevious"
                Layout.fillWidth: Style.compact
                visible: page.wizard.canGoBack
                kind: "secondary"
                text: qsTr("上一步")
                enabled: !page.wizard.busy
                onClicked: page.wizard.previous()
            }
            AppButton {
                objectName: "wizardNext"
                Layout.fillWidth: Style.compact
                Layout.minimumWidth: Style.space(32)
                text: page.wizard.continueText
                enabled: page.wizard.canContinue
                busy: page.wizard.busy
                onClicked: page.wizard.next()
            }
        }
    }
}
