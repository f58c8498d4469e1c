import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 确认信息: the licence and what was registered from it
WizardStep {
    id: step

    required property FlowViewModel vm

    AppCard {
        title: qsTr("营业执照")

        Picture {
            visible: step.vm.confirmation.licence.toString() !== ""
            Layout.fillWidth: true
            Layout.preferredHeight: Math.min(width * 0.7, Style.space(90))
            source: step.vm.confirmation.licence
            name: qsTr("营业执照")
        }
        KeyValueList {
            objectName: "confirmedFacts"
            entries: step.vm.confirmation.facts
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("信息有误时，请先由管理员在“我的机构”中变更机构信息。")
        }
    }
}
